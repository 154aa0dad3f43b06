import { createMemo, createSignal, Show } from "solid-js";
import { QR_FORMS, type QrForm } from "../../../schema/api/store-qr.ts";
import type { BackOfficeStore, TillBody } from "../../../schema/api/stores.ts";
import { stickerNumber } from "../../../schema/sticker-number.ts";
import { api } from "../../shared/client/api.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { staffSession } from "../../shared/client/session.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { Listing } from "../../shared/components/list-states.tsx";
import { momentText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { createTypedText } from "../client/typed-text.ts";
import { AllSheets } from "./all-sheets.tsx";
import { ReplaceQr } from "./replace-qr.tsx";
import styles from "./store-qr.module.css";
import { t } from "./words.ts";

const STORES = 20;
interface Row {
  readonly store: BackOfficeStore;
  readonly till: TillBody;
}

/** The QRs of an office's tills: taken one by one or all together, in the form that is wanted, and replaced (SHP). */
export default function StoreQrPage() {
  const programmes = () => staffSession.me()?.programmes ?? [];
  const [form, setForm] = createSignal<QrForm>("a4");
  const [programmeId, setProgrammeId] = createSignal("");
  const typed = createTypedText();
  const [replacing, setReplacing] = createSignal<Row>();
  const list = createPageTurner(
    () => typed.asked(),
    (text, after) =>
      api("GET stores/managed", {
        query: { limit: STORES, ...(text === "" ? {} : { text }), ...(after === undefined ? {} : { after }) },
      }),
  );
  const rows = createMemo(() =>
    list.rows()?.flatMap((store) => store.tills.map((till): Row => ({ store, till }))),
  );
  const columns = createMemo<readonly Column<Row>[]>(() => [
    {
      title: t("store"),
      head: true,
      cell: ({ store }) => (
        <>
          {store.name}
          <br />
          <span class="small quiet">{store.town}</span>
        </>
      ),
    },
    { title: t("till"), cell: ({ till }) => t("tillNo", { number: String(till.number) }) },
    { title: t("sticker"), cell: ({ store, till }) => stickerNumber(store.storeId, till) },
    { title: t("state"), cell: ({ till }) => formerText(till) },
    {
      title: t("actions"),
      cell: (row) => (
        <Actions row={row} form={form()} programmeId={programmeId()} onReplace={() => setReplacing(row)} />
      ),
    },
  ]);
  return (
    <>
      <header class="head">
        <h1>{t("storeQr")}</h1>
        <p class="quiet">{t("lead")}</p>
      </header>
      <section class={`card ${styles.page}`}>
        <div class={styles.fields}>
          <SelectField<QrForm>
            label={t("form")}
            value={form()}
            options={QR_FORMS.map((value) => ({ value, label: t(`form_${value}`) }))}
            onChange={setForm}
          />
          <Show when={programmes().length > 1}>
            <SelectField
              label={t("pay")}
              value={programmeId() || (programmes()[0]?.programmeId ?? "")}
              options={programmes().map((one) => ({ value: one.programmeId as string, label: one.payName }))}
              onChange={setProgrammeId}
            />
          </Show>
          <TextField label={t("search")} type="search" value={typed.text()} onInput={typed.type} />
        </div>
        <AllSheets form={form()} programmeId={programmeId() || undefined} text={typed.asked()} />
        <Listing
          rows={rows()}
          problem={list.load.trouble()?.code}
          onRetry={() => void list.load.reload()}
          empty={{ text: t("empty"), icon: "qr" }}
        >
          {(shown) => (
            <DataTable
              caption={t("list")}
              columns={columns()}
              rows={shown}
              busy={list.load.busy()}
              onNext={list.onNext()}
              onPrevious={list.onPrevious()}
              class={styles.rows}
            />
          )}
        </Listing>
      </section>
      <Show when={replacing()}>
        {(row) => (
          <ReplaceQr
            store={row().store}
            till={row().till}
            onClose={() => setReplacing(undefined)}
            onReplaced={list.load.reload}
          />
        )}
      </Show>
    </>
  );
}

/** Whether the QR before the present one still pays. */
function formerText(till: TillBody): string {
  if (till.rotation === 1) return t("formerNever");
  if (till.formerUntilMs === null || till.formerUntilMs <= serverNow()) return t("formerNone");
  const { day, time } = momentText(till.formerUntilMs, locale());
  return t("formerUntil", { day, time });
}

function Actions(props: { row: Row; form: QrForm; programmeId: string; onReplace: () => void }) {
  const named = () => ({
    store: props.row.store.name,
    till: t("tillNo", { number: String(props.row.till.number) }),
  });
  const link = () => {
    const { store, till } = props.row;
    const query = new URLSearchParams({
      form: props.form,
      ...(props.programmeId ? { programmeId: props.programmeId } : {}),
    });
    return `/api/stores/${store.storeId}/tills/${till.tillId}/qr?${query}`;
  };
  return (
    <div class={styles.buttons}>
      <a class={buttonClass({})} href={link()} download="" aria-label={t("downloadOf", named())}>
        <Icon name="download" />
        {t("download")}
      </a>
      <Button onPress={props.onReplace}>
        {t("replace")}
        <span class="hidden-text">{t("replaceOf", named())}</span>
      </Button>
    </div>
  );
}
