import { A } from "@solidjs/router";
import { createMemo, Match, Show, Switch } from "solid-js";
import { Badge } from "../../shared/components/badge.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { momentText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import type { Desk } from "./desk.ts";
import styles from "./desk-screen.module.css";
import { AGAIN_REASONS, type AgainReason } from "./issue-form.ts";
import { t } from "./words.ts";

/** What the reservation got already (ISS-4): when, by whom, how many; and the reason that more of it needs (ISS-3). */
export function SameReference(props: { desk: Desk }) {
  const issues = () => props.desk.known()?.issues ?? [];
  return (
    <Switch>
      <Match when={props.desk.isAgain()}>
        <Note tone="warn" announce="polite" class={styles.again}>
          <Show when={issues().length > 0} fallback={<p>{t("issuedElsewhere")}</p>}>
            <Latest desk={props.desk} />
          </Show>
          <Why desk={props.desk} />
        </Note>
      </Match>
      <Match when={props.desk.known()}>
        <p class={styles.fresh} role="status">
          <Badge tone="ok" icon="check">
            {t("notIssuedYet")}
          </Badge>
        </p>
      </Match>
    </Switch>
  );
}

/** The newest of them in words, the way to it, and how many more there are. */
function Latest(props: { desk: Desk }) {
  const issues = createMemo(() => props.desk.known()?.issues ?? []);
  const others = () => issues().length - 1;
  return (
    <Show when={issues()[0]}>
      {(issue) => (
        <p>
          {t("alreadyIssued", {
            when: (({ day, time }) => `${day} ${time}`)(momentText(issue().createdAtMs, locale())),
            who: issue().createdByName ?? issue().branchName,
            count: formatNumber(issue().count),
            amount: moneyText(issue().sumYen, issue().pay.unitWord, locale()),
          })}
          <Show when={others() > 0}> {t("andOthers", { count: formatNumber(others()) })}</Show>{" "}
          <A href={`/issues/${issue().issueId}`}>{t("seeIssue")}</A>
        </p>
      )}
    </Show>
  );
}

/** Why there are to be more. */
function Why(props: { desk: Desk }) {
  const missing = () =>
    props.desk.tried() && props.desk.fault() === "again-missing" ? t("againMissing") : undefined;
  const reason = () => props.desk.again().reason;
  return (
    <>
      <SelectField<AgainReason | "">
        label={t("againReason")}
        value={reason()}
        options={[
          { value: "", label: t("againChoose") },
          ...AGAIN_REASONS.map((value) => ({ value, label: t(value) })),
        ]}
        onChange={(next) => props.desk.setAgain({ ...props.desk.again(), reason: next })}
        error={reason() === "" ? missing() : undefined}
      />
      <Show when={reason() === "againOther"}>
        <TextField
          label={t("reasonDetail")}
          value={props.desk.again().detail}
          onInput={(detail) => props.desk.setAgain({ ...props.desk.again(), detail })}
          maxlength={200}
          required
          error={missing()}
        />
      </Show>
    </>
  );
}
