import { createMemo, createSignal, Show } from "solid-js";
import type { MadePosKey, PosKey } from "../../../schema/api/pos-keys.ts";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { Button } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { NewKey } from "./new-key.tsx";
import { type Overlap, OverlapField } from "./overlap-field.tsx";
import styles from "./pos.module.css";
import { ShownOnce } from "./shown-once.tsx";
import { PosTabs } from "./tabs.tsx";
import { timeText } from "./time-text.ts";
import { t } from "./words.ts";

const ROWS = 50;
type Open = { readonly what: "new" } | { readonly what: "replace" | "end"; readonly key: PosKey };

/** The keys of a store's till systems: made, replaced and ended (POS-1, POS-2). */
export default function KeysPage() {
  const stores = () => staffSession.me()?.stores ?? [];
  const [chosen, setChosen] = createSignal("");
  const store = createMemo(() => stores().find((one) => one.storeId === chosen()) ?? stores()[0]);
  const list = createPageTurner(
    () => store()?.storeId,
    (storeId, after) =>
      api("GET pos-keys", { query: { storeId, limit: ROWS, ...(after === undefined ? {} : { after }) } }),
  );
  const [open, setOpen] = createSignal<Open>();
  const [made, setMade] = createSignal<MadePosKey>();
  const [overlap, setOverlap] = createSignal<Overlap>("24");
  const close = () => setOpen(undefined);
  const show = (one: MadePosKey) => {
    setOpen(undefined);
    setMade(one);
    void list.load.reload();
  };
  const replace = async ({ keyId, version }: PosKey) => {
    const body = { version, overlapHours: Number(overlap()) };
    const answer = await api("POST pos-keys/:id/replacement", { path: { id: keyId }, body });
    if (!answer.ok) return answer.error;
    show(answer.value);
  };
  const end = async ({ keyId }: PosKey, reason: string) => {
    const answer = await api("POST pos-keys/:id/end", { path: { id: keyId }, body: { reason } });
    if (!answer.ok) return answer.error;
    await list.load.reload();
  };
  const columns = createMemo<readonly Column<PosKey>[]>(() => [
    { title: t("name"), head: true, cell: (key) => <Name of={key} /> },
    { title: t("state"), cell: (key) => <State of={key} /> },
    { title: t("may"), cell: (key) => key.operations.map((one) => t(`may_${one}`)).join("・") },
    { title: t("used"), cell: (key) => <Used of={key} /> },
    {
      title: t("actions"),
      cell: (key) => <Actions of={key} onPress={(what) => setOpen({ what, key })} />,
    },
  ]);
  return (
    <>
      <header class="head">
        <h1>{t("pos")}</h1>
        <Show when={store()}>
          <div class="head__end">
            <Button tone="primary" icon="plus" onPress={() => setOpen({ what: "new" })}>
              {t("newKey")}
            </Button>
          </div>
        </Show>
      </header>
      <PosTabs />
      <section class="card stack">
        <p>{t("keysLead")}</p>
        <Show when={store()} fallback={<p>{t("noStore")}</p>}>
          {(one) => (
            <>
              <div class="filters">
                <SelectField
                  label={t("store")}
                  value={one().storeId as string}
                  options={stores().map(({ storeId, name }) => ({ value: storeId as string, label: name }))}
                  onChange={setChosen}
                />
              </div>
              <PagedTable
                list={list}
                caption={t("keys")}
                columns={columns()}
                empty={{ text: t("keysEmpty"), icon: "lock" }}
                class={styles.rows}
              />
            </>
          )}
        </Show>
      </section>
      <Show when={open()?.what === "new" && store()}>
        {(one) => <NewKey store={one()} onClose={close} onMade={show} />}
      </Show>
      <Show when={keyOf(open(), "replace")}>
        {(key) => (
          <ReasonDialog
            words={{
              title: t("replaceTitle", { name: key().name }),
              text: t("replaceText"),
              confirm: t("replace"),
              busy: t("making"),
              keep: t("keep"),
            }}
            act={() => replace(key())}
            onClose={close}
          >
            <OverlapField label={t("overlap")} value={overlap()} onChange={setOverlap} />
          </ReasonDialog>
        )}
      </Show>
      <Show when={keyOf(open(), "end")}>
        {(key) => (
          <ReasonDialog
            danger
            words={{
              title: t("endTitle", { name: key().name }),
              text: t("endText"),
              confirm: t("end"),
              busy: t("ending"),
              keep: t("keep"),
              reason: { label: t("reason"), missing: t("reasonMissing") },
            }}
            act={(reason) => end(key(), reason)}
            onClose={close}
          />
        )}
      </Show>
      <Show when={made()}>
        {(one) => (
          <ShownOnce
            title={t("madeKey")}
            text={one().text}
            next={t("onceKeyNext")}
            onClose={() => setMade(undefined)}
          />
        )}
      </Show>
    </>
  );
}

function keyOf(open: Open | undefined, what: "replace" | "end"): PosKey | undefined {
  return open && open.what === what ? open.key : undefined;
}

function Name(props: { of: PosKey }) {
  return (
    <>
      {props.of.name}
      <div class="quiet">
        {props.of.tillNumber === null
          ? t("everyTill")
          : t("tillNumber", { number: String(props.of.tillNumber) })}
      </div>
      <div class={`quiet ${styles.mono}`}>{props.of.hint}…</div>
    </>
  );
}

function State(props: { of: PosKey }) {
  return (
    <>
      <Badge tone={props.of.state === "good" ? "ok" : "off"}>{t(props.of.state)}</Badge>
      <Show when={props.of.state === "good" && props.of.expiresAtMs}>
        {(atMs) => <div class="quiet">{t("until", { day: timeText(atMs() - 1) })}</div>}
      </Show>
      <Show when={props.of.former}>
        {(former) => (
          <div class="quiet">{t("former", { hint: former().hint, until: timeText(former().endsAtMs) })}</div>
        )}
      </Show>
    </>
  );
}

function Used(props: { of: PosKey }) {
  return (
    <div class={styles.when}>
      <Show when={props.of.usedAtMs} fallback={t("never")}>
        {(atMs) => <DateTime atMs={atMs()} />}
      </Show>
      <div class="quiet">
        {t("madeAt", { time: timeText(props.of.createdAtMs), name: props.of.createdByName ?? "" })}
      </div>
    </div>
  );
}

function Actions(props: { of: PosKey; onPress: (what: "replace" | "end") => void }) {
  return (
    <Show when={props.of.state === "good"}>
      <div class={styles.actions}>
        <Button onPress={() => props.onPress("replace")}>
          {t("replace")}
          <span class="hidden-text">{props.of.name}</span>
        </Button>
        <Button tone="danger" onPress={() => props.onPress("end")}>
          {t("end")}
          <span class="hidden-text">{props.of.name}</span>
        </Button>
      </div>
    </Show>
  );
}
