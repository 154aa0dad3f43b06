import { createSignal, Show } from "solid-js";
import { createStore } from "solid-js/store";
import type { NoticeBody } from "../../../schema/api/notices.ts";
import { MAX_NOTICE_BODY, MAX_NOTICE_TITLE } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { Field, SelectField, TextField } from "../../shared/components/field.tsx";
import { NoticeText } from "../../shared/components/notice-text.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { createLoad } from "../client/load.ts";
import { AudienceFields } from "./audience-fields.tsx";
import { DOCUMENT_CATEGORIES } from "./document-categories.ts";
import { type DraftFields, emptyDraft, faultsOf, fieldsOf, requestOf } from "./draft-form.ts";
import { FileFields } from "./file-fields.tsx";
import { categoryWord } from "./notice-words.ts";
import styles from "./notices.module.css";
import { t } from "./words.ts";

/** The fields of a draft with its preview beside them; what was typed stays whatever the server says. */
export function DraftForm(props: {
  kind: NoticeBody["kind"];
  /** The draft as it is stored; undefined for a new one. */
  notice: NoticeBody | undefined;
  onSaved: (noticeId: string) => void;
}) {
  const [draft, setDraft] = createStore<DraftFields>(
    props.notice ? fieldsOf(props.notice) : emptyDraft(props.kind),
  );
  const [stored, setStored] = createSignal(props.notice);
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const towns = createLoad(
    () => "towns",
    () => api("GET municipalities"),
  );
  const faults = () => faultsOf(draft);
  const shows = (fault: "title" | "body" | "audiences" | "dates") => tried() && faults().has(fault);

  const save = async (): Promise<string | undefined> => {
    setTried(true);
    if (faults().size > 0 || busy()) return undefined;
    setTrouble(undefined);
    setBusy(true);
    const body = requestOf(draft);
    const id = stored()?.noticeId;
    const reply = await (id
      ? api("POST notices/:id", { path: { id }, body })
      : api("POST notices", { body }));
    setBusy(false);
    if (!reply.ok) {
      setTrouble(reply.error);
      return undefined;
    }
    setStored(reply.value);
    return reply.value.noticeId;
  };
  const finish = async () => {
    const id = await save();
    if (id) props.onSaved(id);
  };
  return (
    <div class={styles.cols}>
      <form
        class={`card ${styles.form}`}
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          void finish();
        }}
      >
        <TextField
          label={t("title")}
          value={draft.title}
          onInput={(title) => setDraft({ title })}
          maxlength={MAX_NOTICE_TITLE}
          required
          error={shows("title") ? t("titleMissing") : undefined}
        />
        <Field
          label={t("body")}
          hint={t("bodyHint")}
          required
          error={shows("body") ? t("bodyMissing") : undefined}
        >
          {(ids) => (
            <span class="field__box" classList={{ "field__box--bad": shows("body") }}>
              <textarea
                id={ids().id}
                class={styles.area}
                rows={10}
                maxlength={MAX_NOTICE_BODY}
                required
                aria-describedby={ids().describedBy}
                aria-invalid={ids().invalid}
                value={draft.body}
                onInput={(event) => setDraft({ body: event.currentTarget.value })}
              />
            </span>
          )}
        </Field>
        <Show when={draft.kind === "document"}>
          <SelectField
            label={t("category")}
            value={draft.category}
            options={DOCUMENT_CATEGORIES.map((value) => ({ value, label: categoryWord(value) }))}
            onChange={(category) => setDraft({ category })}
          />
        </Show>
        <AudienceFields
          audiences={draft.audiences}
          towns={towns.value()?.municipalities ?? []}
          missing={shows("audiences")}
          onChange={(audiences) => setDraft({ audiences: [...audiences] })}
        />
        <Show when={draft.kind === "notice"}>
          <div class={styles.dates}>
            <TextField
              label={t("from")}
              hint={t("fromHint")}
              type="date"
              value={draft.fromOn}
              onInput={(fromOn) => setDraft({ fromOn })}
            />
            <TextField
              label={t("until")}
              hint={t("untilHint")}
              type="date"
              value={draft.untilOn}
              onInput={(untilOn) => setDraft({ untilOn })}
              error={shows("dates") ? t("datesWrong") : undefined}
            />
          </div>
        </Show>
        <FileFields
          files={stored()?.attachments ?? []}
          draftId={async () => stored()?.noticeId ?? save()}
          onChange={setStored}
        />
        <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
        <div class={styles.actions}>
          <Button type="submit" tone="primary" busy={busy()} busyLabel={t("saving")}>
            {t("save")}
          </Button>
        </div>
      </form>
      <section class={`card ${styles.preview}`} aria-live="off">
        <h2 class="card__title">{t("preview")}</h2>
        <Show
          when={draft.title.trim() || draft.body.trim()}
          fallback={<p class="quiet">{t("previewEmpty")}</p>}
        >
          <h3 class={styles.title}>{draft.title}</h3>
          <NoticeText
            body={draft.body}
            attachments={stored()?.attachments ?? []}
            hrefOf={(file) => `/api/notices/${stored()?.noticeId}/attachments/${file}`}
          />
        </Show>
      </section>
    </div>
  );
}
