import { A } from "@solidjs/router";
import { createSignal, onMount, Show } from "solid-js";
import type { Contact } from "../../../schema/api/regions.ts";
import { callCentreOf } from "../../shared/client/call-centre.ts";
import { staffSession } from "../../shared/client/session.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { to } from "../frame/addresses.ts";
import { t } from "./words.ts";

/** Stays while the page does: with the network gone the number is what is needed most (B14). */
const [contact, setContact] = createSignal<Contact | null>(null);

/** The call centre's number, to press or to dial; where none is known, the questions that people ask. */
export function EasyCall() {
  onMount(async () => {
    const known = await callCentreOf(staffSession.me()?.region.regionId);
    if (known) setContact(known);
  });
  return (
    <Show
      when={contact()}
      fallback={
        <A class={buttonClass({ size: "l" })} href={to.help}>
          <Icon name="help" />
          {t("help")}
        </A>
      }
    >
      {(known) => (
        <a class={buttonClass({ size: "l" })} href={`tel:${known().phone.replaceAll("-", "")}`}>
          <Icon name="call" />
          <span>
            {t("call")} <b class="nb">{known().phone}</b>
          </span>
        </a>
      )}
    </Show>
  );
}
