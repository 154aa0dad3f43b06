import { A, useNavigate } from "@solidjs/router";
import { createEffect, createSignal, Match, Show, Switch } from "solid-js";
import { createStore } from "solid-js/store";
import type { Programme } from "../../../schema/api/programmes.ts";
import { businessDate } from "../../../schema/calendar.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { SwitchView } from "../../shared/components/switch-view.tsx";
import { expiryText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { useFundRoom } from "../fund/fund-room.ts";
import { parseYenText } from "../fund/yen-text.ts";
import { sampleExpiry } from "../programmes/sample-expiry.ts";
import { draftFaults, EMPTY_DRAFT, type GrantDraft, segmentRequest } from "./grant-draft.ts";
import styles from "./grants.module.css";
import { ListFile, MAX_LIST_BYTES } from "./list-file.tsx";
import { SegmentFields } from "./segment-fields.tsx";
import { t } from "./words.ts";

/** A slow line takes its time for ten megabytes. */
const UPLOAD_WITHIN_MS = 120_000;

/** Preparing a grant: to whom, how much, until when. Nothing moves. */
export default function NewGrantPage() {
  const { pay } = useFundRoom();
  const programme = createLoad(
    () => pay().programmeId,
    (id) => api("GET programmes/:id", { path: { id } }),
  );
  return (
    <section class={`card ${styles.stack}`}>
      <header class="head">
        <A class="btn btn--icon" href={`/fund/${pay().programmeId}/grants`} aria-label={t("back")}>
          <Icon name="back" />
        </A>
        <h2 class="card__title">{t("newTitle")}</h2>
      </header>
      <p class="quiet">{t("newLead")}</p>
      <Loaded load={programme} value={programme.value()}>
        {(one) => (
          <Show when={one().state === "open"} fallback={<Note tone="warn">{t("notOpen")}</Note>}>
            <Form programme={one()} />
          </Show>
        )}
      </Loaded>
    </section>
  );
}

function Form(props: { programme: Programme }) {
  const navigate = useNavigate();
  const [draft, setDraft] = createStore<GrantDraft>({ ...EMPTY_DRAFT });
  const [file, setFile] = createSignal<File>();
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const today = () => businessDate(serverNow());
  // As a coupon of today would end; the day can be changed.
  createEffect(() => setDraft({ expiresOn: sampleExpiry(props.programme, today()) }));
  const faults = () => draftFaults(draft, { today: today(), endsOn: props.programme.endsOn });
  const said = () => (tried() ? faults() : new Set<never>());
  const fileFault = () => {
    const chosen = file();
    if (!chosen) return tried() ? t("fileMissing") : undefined;
    return chosen.size > MAX_LIST_BYTES ? t("fileTooLarge") : undefined;
  };
  const isReady = () =>
    faults().size === 0 && (draft.source === "segment" || (file() !== undefined && !fileFault()));
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy() || !online() || !isReady()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await send(props.programme.programmeId, draft, file());
    setBusy(false);
    if (answer.ok) navigate(`/fund/${props.programme.programmeId}/grants/${answer.value.grantId}`);
    else setTrouble(answer.error);
  };
  return (
    <form class={styles.stack} onSubmit={submit} novalidate>
      <TextField
        label={t("title")}
        hint={t("titleHint")}
        class="narrow"
        maxlength={60}
        required
        value={draft.title}
        onInput={(title) => setDraft({ title })}
        error={said().has("title") ? t("titleMissing") : undefined}
      />
      <SwitchView<GrantDraft["source"]>
        label={t("whom")}
        value={draft.source}
        options={[
          { value: "list", label: t("list"), icon: "list" },
          { value: "segment", label: t("segment"), icon: "users" },
        ]}
        onChange={(source) => setDraft({ source })}
      />
      <Switch>
        <Match when={draft.source === "list"}>
          <ListFile file={file()} error={fileFault()} onChoose={setFile} />
        </Match>
        <Match when={draft.source === "segment"}>
          <SegmentFields
            draft={draft}
            asks={props.programme.residentAsks.attributes}
            faults={said()}
            onChange={setDraft}
          />
        </Match>
      </Switch>
      <div class={styles.fields}>
        <TextField
          label={t("amount")}
          hint={t(draft.source === "list" ? "amountHintList" : "amountHint")}
          inputmode="numeric"
          maxlength={20}
          value={draft.amountText}
          onInput={(amountText) => setDraft({ amountText })}
          error={said().has("amount") ? t("amountMissing") : undefined}
        />
        <TextField
          label={t("expiresOn")}
          hint={t("expiresHint", { last: expiryText(props.programme.endsOn, locale()).day })}
          type="date"
          min={today()}
          max={props.programme.endsOn}
          value={draft.expiresOn}
          onInput={(expiresOn) => setDraft({ expiresOn })}
          error={said().has("expiresOn") ? t("expiresMissing") : undefined}
        />
      </div>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <div class="press">
        <Button
          type="submit"
          tone="primary"
          icon="eye"
          busy={busy()}
          busyLabel={t("sending")}
          blockedBecause={online() ? undefined : problemText("offline")}
        >
          {t("send")}
        </Button>
      </div>
    </form>
  );
}

function send(programmeId: string, draft: GrantDraft, file: File | undefined) {
  const path = { id: programmeId };
  if (draft.source === "segment" || file === undefined)
    return api("POST programmes/:id/grants", { path, body: segmentRequest(draft) });
  const amountYen = parseYenText(draft.amountText);
  return api("POST programmes/:id/grant-lists", {
    path,
    query: {
      title: draft.title.trim(),
      fileName: file.name.slice(-200),
      expiresOn: draft.expiresOn,
      ...(amountYen === null ? {} : { amountYen }),
    },
    body: new Blob([file], { type: "text/csv" }),
    withinMs: UPLOAD_WITHIN_MS,
  });
}
