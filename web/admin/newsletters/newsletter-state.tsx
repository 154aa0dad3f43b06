import type { MailAddressBody, NewsletterState as State } from "../../../schema/api/newsletters.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { t } from "./words.ts";

const TONE: { readonly [S in State]: "ok" | "warn" | "off" } = {
  draft: "off",
  scheduled: "warn",
  sending: "off",
  done: "ok",
  stopped: "warn",
};

/** The state of a newsletter as a badge. */
export function NewsletterState(props: { state: State }) {
  return <Badge tone={TONE[props.state]}>{t(`state.${props.state}`)}</Badge>;
}

const ADDRESS_TONE: { readonly [S in MailAddressBody["state"]]: "ok" | "warn" | "off" | "danger" } = {
  waiting: "warn",
  confirmed: "ok",
  left: "off",
  bounced: "danger",
};

/** Whether an address gets newsletters. */
export function AddressState(props: { state: MailAddressBody["state"] }) {
  return <Badge tone={ADDRESS_TONE[props.state]}>{t(`address.${props.state}`)}</Badge>;
}
