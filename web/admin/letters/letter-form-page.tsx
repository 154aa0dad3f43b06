import { A, useNavigate, useParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { createStore } from "solid-js/store";
import type { LetterBody } from "../../../schema/api/letters.ts";
import type { StoreId } from "../../../schema/ids.ts";
import { linkIn } from "../../../schema/letter-text.ts";
import { MAX_LETTER_BODY, MAX_LETTER_TITLE } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { AreaField, SelectField, TextField } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { createTypedText } from "../client/typed-text.ts";
import { membership, membershipKey } from "../session/membership.ts";
import { countText } from "./count-text.ts";
import { LetterPreview } from "./letter-preview.tsx";
import styles from "./letters.module.css";
import { t } from "./words.ts";

/** Stores that one choice offers; who has more narrows them by name. */
const STORES = 50;

/** Writing a letter, or one anew; nothing is sent (NWS-6). */
export default function LetterFormPage() {
  const params = useParams<{ id?: string }>();
  const load = createLoad(
    () => params.id,
    (id) => api("GET letters/:id", { path: { id } }),
  );
  return (
    <>
      <header class="head">
        <A class="btn btn--icon" href="/letters" aria-label={t("back")}>
          <Icon name="back" />
        </A>
        <h1>{t("write")}</h1>
      </header>
      <Show when={params.id} fallback={<LetterForm letter={undefined} />}>
        <Loaded load={load} value={load.value()}>
          {(one) => <LetterForm letter={one()} />}
        </Loaded>
      </Show>
    </>
  );
}

/** The fields beside how its readers will see them; what was typed stays whatever the server says. */
function LetterForm(props: { letter: LetterBody | undefined }) {
  const navigate = useNavigate();
  const typed = createTypedText();
  const stores = createLoad(
    () => {
      const now = membership();
      return props.letter === undefined && now ? `${membershipKey(now)} ${typed.asked()}` : undefined;
    },
    () =>
      api("GET stores/managed", {
        query: { limit: STORES, ...(typed.asked() === "" ? {} : { text: typed.asked() }) },
      }),
  );
  const [draft, setDraft] = createStore({ title: props.letter?.title ?? "", body: props.letter?.body ?? "" });
  const [chosen, setChosen] = createSignal<StoreId>();
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const rows = () => stores.value()?.rows ?? [];
  const store = () => props.letter ?? rows().find((one) => one.storeId === chosen()) ?? rows()[0];
  const storeName = () => props.letter?.storeName ?? rows().find((one) => one === store())?.name ?? "";
  const fault = (what: "title" | "body") => {
    if (draft[what].trim() === "") return tried() ? t(`${what}Missing`) : undefined;
    const link = linkIn(draft[what]);
    return link === null ? undefined : t("link", { text: link });
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const storeId = store()?.storeId;
    if (busy() || !online() || fault("title") || fault("body") || !storeId) return;
    setBusy(true);
    setTrouble(undefined);
    const text = { title: draft.title.trim(), body: draft.body.trim() };
    const one = props.letter;
    const answer = await (one
      ? api("POST letters/:id", { path: { id: one.letterId }, body: { version: one.version, ...text } })
      : api("POST letters", { body: { storeId, ...text } }));
    setBusy(false);
    if (answer.ok) navigate(`/letters/${answer.value.letterId}`);
    else setTrouble(answer.error);
  };
  return (
    <div class={styles.cols}>
      <form class={`card ${styles.stack}`} onSubmit={submit} novalidate>
        <Show when={stores.trouble() ?? trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
        <Show when={props.letter?.reason}>
          {(reason) => (
            <Note tone="warn">
              <p class="strong">{t("refusedWhy")}</p>
              <p>{reason()}</p>
            </Note>
          )}
        </Show>
        <Show when={!props.letter && (rows().length > 1 || typed.text() !== "")}>
          <Show when={rows().length >= STORES || typed.text() !== ""}>
            <TextField
              label={t("searchStore")}
              type="search"
              class="narrow"
              value={typed.text()}
              onInput={typed.type}
            />
          </Show>
          <SelectField<StoreId>
            label={t("forStore")}
            class="narrow"
            value={store()?.storeId ?? ("" as StoreId)}
            options={rows().map((one) => ({ value: one.storeId, label: one.name }))}
            onChange={setChosen}
          />
        </Show>
        <Show when={store()?.storeId}>{(id) => <Readers storeId={id()} />}</Show>
        <TextField
          label={t("title")}
          hint={t("titleHint", { max: formatNumber(MAX_LETTER_TITLE) })}
          maxlength={MAX_LETTER_TITLE}
          required
          value={draft.title}
          onInput={(title) => setDraft({ title })}
          error={fault("title")}
        />
        <AreaField
          label={t("body")}
          hint={t("bodyHint", { max: formatNumber(MAX_LETTER_BODY) })}
          rows={8}
          maxlength={MAX_LETTER_BODY}
          required
          value={draft.body}
          onInput={(body) => setDraft({ body })}
          error={fault("body")}
        />
        <div class="press">
          <Button
            type="submit"
            tone="primary"
            icon="eye"
            busy={busy()}
            busyLabel={t("saving")}
            blockedBecause={online() ? undefined : problemText("offline")}
          >
            {t("save")}
          </Button>
        </div>
      </form>
      <LetterPreview storeName={storeName()} title={draft.title} body={draft.body} />
    </div>
  );
}

/** Whom it would reach, and how many letters are left in this month. */
function Readers(props: { storeId: StoreId }) {
  const load = createLoad(
    () => props.storeId,
    (id) => api("GET stores/:id/letter-readers", { path: { id } }),
  );
  return (
    <Show when={load.value()}>
      {(known) => (
        <>
          <dl class="figures">
            <div>
              <dt>{t("followers")}</dt>
              <dd>{t("people", { count: formatNumber(known().followers) })}</dd>
            </div>
            <div>
              <dt>{t("muted")}</dt>
              <dd>{countText(known().muted)}</dd>
            </div>
            <div>
              <dt>{t("left")}</dt>
              <dd>{t("letters", { count: formatNumber(known().left) })}</dd>
            </div>
          </dl>
          <Show when={known().left === 0}>
            <Note tone="warn">{t("leftNone")}</Note>
          </Show>
        </>
      )}
    </Show>
  );
}
