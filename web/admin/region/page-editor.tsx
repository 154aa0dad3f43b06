import { createSignal, For, Show } from "solid-js";
import type { PageKind, PageVersion, PublishPageRequest } from "../../../schema/api/regions.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Field, TextField } from "../../shared/components/field.tsx";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { say } from "../../shared/components/toast.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { createLoad } from "../client/load.ts";
import { may } from "../session/membership.ts";
import styles from "./region.module.css";
import { t } from "./words.ts";

const VERSIONS = 20;
/** As `contactSchema` has it. */
const PHONE = /^0\d{1,4}-\d{1,4}-\d{3,4}$/;
const TITLES = { "legal-notice": "legalNotice", privacy: "privacy", contact: "contact" } as const;

/** One page: what is public, what it shall be, and what it was. */
export function PageEditor(props: { kind: PageKind }) {
  const load = createLoad(
    () => props.kind,
    (kind) => api("GET region/pages", { query: { kind, limit: VERSIONS } }),
  );
  return (
    <section class={`card ${styles.page}`}>
      <h2 class="card__title">{t(TITLES[props.kind])}</h2>
      <Show when={load.trouble()}>
        {(why) => <ProblemNote code={why().code} onRetry={() => void load.reload()} />}
      </Show>
      <Show when={load.value()} keyed fallback={<Show when={!load.trouble()}>{<GreyRows />}</Show>}>
        {(versions) => (
          <>
            <p class="quiet">
              <Show when={versions.rows[0]} fallback={t("notYet")}>
                {(now) => <>{t("current", { version: String(now().version) })}</>}
              </Show>
            </p>
            <Editing kind={props.kind} current={versions.rows[0]} onPublished={() => void load.reload()} />
            <Show when={versions.rows.length > 1}>
              <History rows={versions.rows.slice(1)} />
            </Show>
          </>
        )}
      </Show>
    </section>
  );
}

function Editing(props: { kind: PageKind; current: PageVersion | undefined; onPublished: () => void }) {
  const now = props.current;
  const [text, setText] = createSignal(now?.text ?? "");
  const [phone, setPhone] = createSignal(now?.contact?.phone ?? "");
  const [hours, setHours] = createSignal(now?.contact?.hours ?? "");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const isContact = () => props.kind === "contact";
  const dialled = () => phone().normalize("NFKC").trim();
  const isWrong = () =>
    isContact() ? !PHONE.test(dialled()) || hours().trim() === "" : text().trim() === "";
  const isSame = () =>
    now !== undefined &&
    (isContact()
      ? now.contact?.phone === dialled() && now.contact.hours === hours().trim()
      : now.text === text().trim());
  const request = (): PublishPageRequest => {
    const basedOn = now?.version ?? 0;
    if (props.kind === "contact")
      return { kind: props.kind, basedOn, contact: { phone: dialled(), hours: hours() } };
    return { kind: props.kind, basedOn, text: text() };
  };
  const because = () => {
    if (!may("region.manage")) return t("readOnly");
    if (!online()) return problemText("offline");
    return isSame() ? t("unchanged") : undefined;
  };
  const publish = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy() || isWrong() || because() !== undefined) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST region/pages", { body: request() });
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.error);
    say(t("published"));
    props.onPublished();
  };
  return (
    <form class={styles.form} onSubmit={publish} novalidate>
      <Show
        when={isContact()}
        fallback={
          <TextArea
            label={t("text")}
            hint={`${t(props.kind === "privacy" ? "privacyHint" : "legalHint")}${t("textHint")}`}
            value={text()}
            onInput={setText}
            error={tried() && text().trim() === "" ? t("missing") : undefined}
          />
        }
      >
        <div class={styles.fields}>
          <TextField
            label={t("phone")}
            hint={t("phoneHint")}
            type="tel"
            required
            value={phone()}
            onInput={setPhone}
            error={tried() && !PHONE.test(dialled()) ? t("phoneWrong") : undefined}
          />
          <TextField
            label={t("hours")}
            hint={t("hoursHint")}
            required
            maxlength={200}
            value={hours()}
            onInput={setHours}
            error={tried() && hours().trim() === "" ? t("missing") : undefined}
          />
        </div>
      </Show>
      <Show when={trouble()}>
        {(why) => (
          <Show when={why().code === "conflict"} fallback={<ProblemNote code={why().code} />}>
            <Note tone="danger" announce="alert">
              <p>{t("conflict")}</p>
              <Button icon="refresh" onPress={() => props.onPublished()}>
                {t("reload")}
              </Button>
            </Note>
          </Show>
        )}
      </Show>
      <div class={styles.actions}>
        <Button
          type="submit"
          tone="primary"
          busy={busy()}
          busyLabel={t("publishing")}
          blockedBecause={because()}
        >
          {t("publish")}
        </Button>
      </div>
    </form>
  );
}

function TextArea(props: {
  label: string;
  hint: string;
  value: string;
  onInput: (text: string) => void;
  error: string | undefined;
}) {
  return (
    <Field label={props.label} hint={props.hint} error={props.error} required>
      {(ids) => (
        <textarea
          id={ids().id}
          class={styles.text}
          rows={14}
          maxlength={15_000}
          aria-describedby={ids().describedBy}
          aria-invalid={ids().invalid}
          value={props.value}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

function History(props: { rows: readonly PageVersion[] }) {
  return (
    <details class={styles.history}>
      <summary>{t("history")}</summary>
      <ol>
        <For each={props.rows}>
          {(row) => (
            <li>
              <p class="quiet small">
                {row.version} ／ <DateTime atMs={row.publishedAtMs} />
                <Show when={row.publishedByName}>{(name) => <> ／ {t("by", { name: name() })}</>}</Show>
              </p>
              <p class={styles.old}>{row.text ?? `${row.contact?.phone} ${row.contact?.hours}`}</p>
            </li>
          )}
        </For>
      </ol>
    </details>
  );
}
