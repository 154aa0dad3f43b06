import { A } from "@solidjs/router";
import { createEffect, createSignal, on, Show } from "solid-js";
import type { PayFace } from "../../schema/api/common.ts";
import type { Contact } from "../../schema/api/regions.ts";
import { buttonClass } from "../../web/shared/components/button.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { callCentre } from "../help/call-centre.ts";
import { t } from "./words.ts";

/** The call centre's number, to press; where none is known, the questions that people ask. */
export function EasyCall(props: { pay: PayFace | undefined }) {
  const [contact, setContact] = createSignal<Contact | null>(null);
  createEffect(
    on(
      () => props.pay?.regionId,
      (region) => void callCentre(region, setContact),
    ),
  );
  return (
    <Show
      when={contact()}
      fallback={
        <A class={buttonClass({ size: "l", wide: true })} href="/wallet/help">
          <Icon name="help" />
          {t("help")}
        </A>
      }
    >
      {(known) => (
        <a class={buttonClass({ size: "l", wide: true })} href={`tel:${known().phone.replaceAll("-", "")}`}>
          <Icon name="call" />
          <span>
            {t("call")} <b class="nb">{known().phone}</b>
          </span>
        </a>
      )}
    </Show>
  );
}
