import { For } from "solid-js";
import type { ApplicationState } from "../../../schema/api/applications.ts";
import type { ChangeRequest } from "../../../schema/api/change-requests.ts";
import type { Organisation } from "../../../schema/api/organisations.ts";
import type { BackOfficeStore } from "../../../schema/api/stores.ts";
import { Badge } from "../../shared/components/badge.tsx";
import styles from "./organisations.module.css";
import { t } from "./words.ts";

/** What an organisation may do. */
export function Kinds(props: { kinds: Organisation["kinds"] }) {
  return (
    <span class={styles.badges}>
      <For each={props.kinds}>{(kind) => <Badge>{t(kind)}</Badge>}</For>
    </span>
  );
}

/** Whether an organisation is going on. */
export function OrganisationState(props: { state: Organisation["state"] }) {
  return <Badge tone={props.state === "active" ? "ok" : "danger"}>{t(props.state)}</Badge>;
}

/** Whether a store takes payments, and if not, whose suspension it is. */
export function StoreState(props: { suspendedBy: BackOfficeStore["suspendedBy"] }) {
  return (
    <Badge tone={props.suspendedBy === null ? "ok" : "danger"}>
      {props.suspendedBy === null
        ? t("open")
        : props.suspendedBy === "store"
          ? t("suspendedStore")
          : t("suspendedOrganisation")}
    </Badge>
  );
}

/** Ways of paying in words. */
export function acceptsText(accepts: BackOfficeStore["accepts"]): string {
  return accepts === "mpm" ? t("acceptsMpm") : t("acceptsBoth");
}

const APPLICATION_WORDS = {
  waiting: "appWaiting",
  returned: "appReturned",
  approved: "appApproved",
  refused: "appRefused",
} as const;
const TONES = { waiting: "warn", returned: "off", approved: "ok", refused: "off", withdrawn: "off" } as const;

/** How an application stands. */
export function applicationStateText(state: ApplicationState): string {
  return t(APPLICATION_WORDS[state]);
}
export function ApplicationBadge(props: { state: ApplicationState }) {
  return <Badge tone={TONES[props.state]}>{applicationStateText(props.state)}</Badge>;
}

const CHANGE_WORDS = {
  waiting: "crWaiting",
  approved: "crApproved",
  refused: "crRefused",
  withdrawn: "crWithdrawn",
} as const;

/** How a change request stands. */
export function changeStateText(state: ChangeRequest["state"]): string {
  return t(CHANGE_WORDS[state]);
}
export function ChangeBadge(props: { state: ChangeRequest["state"] }) {
  return <Badge tone={TONES[props.state]}>{changeStateText(props.state)}</Badge>;
}
