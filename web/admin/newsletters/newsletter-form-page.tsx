import { A, useNavigate, useParams } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import { createStore } from "solid-js/store";
import type { NewsletterBody, WriteNewsletterRequest } from "../../../schema/api/newsletters.ts";
import { MAX_NOTICE_AUDIENCES, MAX_NOTICE_BODY, MAX_NOTICE_TITLE } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { AreaField, SelectField, TextField, Tick } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import styles from "./newsletters.module.css";
import { t } from "./words.ts";

const AUDIENCES = ["merchants", "issuers"] as const;
type Audience = (typeof AUDIENCES)[number];

/** Writing a newsletter, or a draft anew; nothing is sent. */
export default function NewsletterFormPage() {
  const params = useParams<{ id?: string }>();
  const load = createLoad(
    () => params.id,
    (id) => api("GET newsletters/:id", { path: { id } }),
  );
  return (
    <>
      <header class="head">
        <A class="btn btn--icon" href="/newsletters" aria-label={t("back")}>
          <Icon name="back" />
        </A>
        <h1>{t("write")}</h1>
      </header>
      <Show when={params.id} fallback={<NewsletterForm draft={undefined} />}>
        <Loaded load={load} value={load.value()}>
          {(one) => <NewsletterForm draft={one()} />}
        </Loaded>
      </Show>
    </>
  );
}

/** The fields; what was typed stays whatever the server says. */
function NewsletterForm(props: { draft: NewsletterBody | undefined }) {
  const navigate = useNavigate();
  const [draft, setDraft] = createStore({
    title: props.draft?.title ?? "",
    body: props.draft?.body ?? "",
    audiences: (props.draft?.audiences ?? AUDIENCES) as readonly Audience[],
    towns: (props.draft?.towns ?? []) as readonly string[],
  });
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const missing = (what: "title" | "body") => tried() && draft[what].trim() === "";
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const isWhole = draft.title.trim() !== "" && draft.body.trim() !== "" && draft.audiences.length > 0;
    if (busy() || !online() || !isWhole) return;
    setBusy(true);
    setTrouble(undefined);
    const body: WriteNewsletterRequest = {
      title: draft.title.trim(),
      body: draft.body.trim(),
      audiences: [...draft.audiences],
      towns: draft.audiences.includes("merchants") ? [...draft.towns] : [],
    };
    const id = props.draft?.newsletterId;
    const answer = await (id === undefined
      ? api("POST newsletters", { body })
      : api("POST newsletters/:id", { path: { id }, body }));
    setBusy(false);
    if (answer.ok) navigate(`/newsletters/${answer.value.newsletterId}`);
    else setTrouble(answer.error);
  };
  return (
    <form class={`card ${styles.stack}`} onSubmit={submit} novalidate>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <TextField
        label={t("title")}
        class="narrow"
        maxlength={MAX_NOTICE_TITLE}
        required
        value={draft.title}
        onInput={(title) => setDraft({ title })}
        error={missing("title") ? t("titleMissing") : undefined}
      />
      <AreaField
        label={t("body")}
        hint={t("bodyHint")}
        rows={12}
        maxlength={MAX_NOTICE_BODY}
        required
        value={draft.body}
        onInput={(body) => setDraft({ body })}
        error={missing("body") ? t("bodyMissing") : undefined}
      />
      <fieldset>
        <legend class="field__label">{t("audience")}</legend>
        <For each={AUDIENCES}>
          {(one) => (
            <Tick
              label={t(`to.${one}`)}
              checked={draft.audiences.includes(one)}
              onChange={(wanted) =>
                setDraft({
                  audiences: AUDIENCES.filter((each) =>
                    each === one ? wanted : draft.audiences.includes(each),
                  ),
                })
              }
            />
          )}
        </For>
        <Show when={tried() && draft.audiences.length === 0}>
          <p class="field__error" role="alert">
            <Icon name="warn" />
            {t("audienceMissing")}
          </p>
        </Show>
      </fieldset>
      <Show when={draft.audiences.includes("merchants")}>
        <TownFields chosen={draft.towns} onChange={(towns) => setDraft({ towns: [...towns] })} />
      </Show>
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
  );
}

/** Municipalities that narrow the merchants; none means all of them. */
function TownFields(props: { chosen: readonly string[]; onChange: (towns: readonly string[]) => void }) {
  const towns = createLoad(
    () => "towns",
    () => api("GET municipalities"),
  );
  const all = () => towns.value()?.municipalities ?? [];
  const left = () =>
    props.chosen.length < MAX_NOTICE_AUDIENCES
      ? all().filter(({ code }) => !props.chosen.includes(code))
      : [];
  return (
    <Show when={all().length > 0}>
      <Show when={left().length > 0}>
        <SelectField
          label={t("towns")}
          hint={t("townsHint")}
          class="narrow"
          value=""
          options={[
            { value: "", label: t("chooseTown") },
            ...left().map(({ code, name }) => ({ value: code, label: name })),
          ]}
          onChange={(code) => code && props.onChange([...props.chosen, code])}
        />
      </Show>
      <Show when={props.chosen.length > 0}>
        <div class="press">
          <For each={props.chosen}>
            {(code) => (
              <Button icon="close" onPress={() => props.onChange(props.chosen.filter((one) => one !== code))}>
                {t("removeTown", { town: all().find((one) => one.code === code)?.name ?? code })}
              </Button>
            )}
          </For>
        </div>
      </Show>
    </Show>
  );
}
