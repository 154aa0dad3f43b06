import { A } from "@solidjs/router";
import { Match, Show, Switch } from "solid-js";
import type { CaseSubject, FraudCase } from "../../../schema/api/cases.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { buttonClass } from "../../shared/components/button.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { may } from "../session/membership.ts";
import { subjectPage } from "../stops/subject-page.ts";
import { t as stopWord } from "../stops/words.ts";
import { subjectText } from "./case-words.ts";
import { t } from "./words.ts";

/** How much it presses. */
export function LevelBadge(props: { level: FraudCase["level"] }) {
  return (
    <Show when={props.level === "serious"} fallback={<Badge tone="warn">{t("levelNotice")}</Badge>}>
      <Badge tone="danger" icon="warn">
        {t("levelSerious")}
      </Badge>
    </Show>
  );
}

/** Whether somebody has decided, and how. */
export function CaseState(props: { one: Pick<FraudCase, "state" | "outcome" | "reopened"> }) {
  return (
    <Switch>
      <Match when={props.one.state === "decided" && props.one.outcome}>
        {(outcome) => <Badge tone={outcome() === "unfounded" ? "off" : "ok"}>{t(outcome())}</Badge>}
      </Match>
      <Match when={props.one.reopened > 0}>
        <Badge tone="warn" icon="refresh">
          {t("reopened")}
        </Badge>
      </Match>
      <Match when={true}>
        <Badge>{t("stateOpen")}</Badge>
      </Match>
    </Switch>
  );
}

/** The way from somebody in a case to their story; an organisation has none. */
export function TraceLink(props: { subject: CaseSubject }) {
  return (
    <Show when={may("trace.read") && props.subject.kind !== "organisation"}>
      <A
        class={buttonClass({ icon: "history" })}
        href={`/trace?kind=${props.subject.kind}&value=${encodeURIComponent(props.subject.id)}`}
      >
        <Icon name="history" />
        {t("toTrace", { name: subjectText(props.subject) })}
      </A>
    </Show>
  );
}

/** Whom a case is about, and the way there. */
export function SubjectLink(props: { subject: CaseSubject }) {
  return (
    <Show when={subjectPage(props.subject.kind, props.subject.id)} fallback={subjectText(props.subject)}>
      {(href) => <A href={href()}>{subjectText(props.subject)}</A>}
    </Show>
  );
}

/** The way from somebody in a case to where they are stopped and let go. */
export function StopLink(props: { subject: CaseSubject }) {
  return (
    <Show when={subjectPage(props.subject.kind, props.subject.id)}>
      {(href) => (
        <A class={buttonClass({ icon: "lock" })} href={href()}>
          <Icon name="lock" />
          {stopWord("toSubject", { name: subjectText(props.subject) })}
        </A>
      )}
    </Show>
  );
}
