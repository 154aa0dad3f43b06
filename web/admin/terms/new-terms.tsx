import { createSignal, Show, untrack } from "solid-js";
import type { TermsKind } from "../../../schema/api/terms.ts";
import { addDays, businessDate, isBusinessDate, startOfDayMs } from "../../../schema/calendar.ts";
import { MAX_PLEDGES, MAX_TERMS_CHARACTERS } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { AreaField, SelectField, TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import styles from "./terms.module.css";
import { t } from "./words.ts";

/** Time to read them, unless the writer says otherwise. */
const USUAL_NOTICE_DAYS = 30;

/** The next version of terms. Once published it never changes. */
export function NewTerms(props: { onClose: () => void; onMade: () => void }) {
  const today = untrack(() => businessDate(serverNow()));
  const [kind, setKind] = createSignal<TermsKind>("merchant");
  const [title, setTitle] = createSignal("");
  const [body, setBody] = createSignal("");
  const [pledgeLines, setPledgeLines] = createSignal("");
  const [publishOn, setPublishOn] = createSignal<string>(today);
  const [blocksOn, setBlocksOn] = createSignal<string>(addDays(today, USUAL_NOTICE_DAYS));
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const pledges = () =>
    kind() === "resident"
      ? []
      : pledgeLines()
          .split("\n")
          .map((line) => line.trim())
          .filter(Boolean);
  const faults = () => ({
    title: title().trim() === "" ? t("titleMissing") : undefined,
    body: body().trim() === "" ? t("bodyMissing") : undefined,
    pledges: pledges().length > MAX_PLEDGES ? t("pledgesTooMany") : undefined,
    publishOn: isBusinessDate(publishOn()) ? undefined : t("dayMissing"),
    blocksOn: !isBusinessDate(blocksOn())
      ? t("dayMissing")
      : blocksOn() < publishOn()
        ? t("blocksBefore")
        : undefined,
  });
  const shown = () => (tried() ? faults() : ({} as Partial<ReturnType<typeof faults>>));
  const publish = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const [from, until] = [publishOn(), blocksOn()];
    if (busy() || Object.values(faults()).some(Boolean) || !isBusinessDate(from) || !isBusinessDate(until))
      return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST terms", {
      body: {
        kind: kind(),
        title: title(),
        body: body(),
        pledges: pledges(),
        publishedAtMs: startOfDayMs(from),
        blocksFromMs: startOfDayMs(until),
      },
    });
    setBusy(false);
    if (answer.ok) props.onMade();
    else setTrouble(answer.error);
  };
  return (
    <form class="card stack" onSubmit={publish} novalidate>
      <h2 class="card__title">{t("newTerms")}</h2>
      <div class={styles.fields}>
        <SelectField<TermsKind>
          label={t("kind")}
          value={kind()}
          options={[
            { value: "merchant", label: t("merchant") },
            { value: "issuer", label: t("issuer") },
            { value: "resident", label: t("resident") },
          ]}
          onChange={setKind}
        />
        <TextField
          label={t("titleLabel")}
          value={title()}
          onInput={setTitle}
          maxlength={80}
          required
          error={shown().title}
        />
      </div>
      <AreaField
        label={t("body")}
        value={body()}
        onInput={setBody}
        rows={10}
        maxlength={MAX_TERMS_CHARACTERS}
        required
        error={shown().body}
      />
      <Show when={kind() !== "resident"}>
        <AreaField
          label={t("pledges")}
          hint={t("pledgesHint")}
          value={pledgeLines()}
          onInput={setPledgeLines}
          rows={3}
          maxlength={3_000}
          error={shown().pledges}
        />
      </Show>
      <div class={styles.fields}>
        <TextField
          label={t("publishOn")}
          type="date"
          value={publishOn()}
          min={today}
          onInput={setPublishOn}
          error={shown().publishOn}
        />
        <TextField
          label={t("blocksOn")}
          hint={t(kind() === "resident" ? "residentBlocksHint" : "blocksHint")}
          type="date"
          value={blocksOn()}
          min={publishOn()}
          onInput={setBlocksOn}
          error={shown().blocksOn}
        />
      </div>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <div class={styles.actions}>
        <Button
          type="submit"
          tone="primary"
          busy={busy()}
          busyLabel={t("publishing")}
          blockedBecause={online() ? undefined : problemText("offline")}
        >
          {t("publish")}
        </Button>
        <Button onPress={props.onClose}>{t("keep")}</Button>
      </div>
    </form>
  );
}
