import { A } from "@solidjs/router";
import { createMemo, createSignal, For, onMount, Show } from "solid-js";
import type { Contact } from "../../schema/api/regions.ts";
import type { RegionId } from "../../schema/ids.ts";
import { buttonClass } from "../../web/shared/components/button.tsx";
import { ContactCard } from "../../web/shared/components/contact-card.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t } from "../i18n/words.ts";
import { signedIn } from "../session/signed-in.ts";
import { chosenPays, loadWallets, wallets } from "../wallets/wallets-store.ts";
import { callCentre } from "./call-centre.ts";

/** The call centres of the regions whose Pays are on this phone, each with the way to its public pages (S25). */
export function Contacts() {
  onMount(() => {
    if (signedIn() !== "no") void loadWallets();
  });
  const regions = createMemo(
    () => {
      const pays = [...(wallets()?.map((one) => one.pay) ?? []), ...chosenPays()];
      // What an older version kept on this phone doesn't know the region yet.
      return [
        ...new Map(pays.flatMap((pay) => (pay.regionId ? [[pay.regionId, pay.regionName] as const] : []))),
      ];
    },
    [],
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  return <For each={regions()}>{([id, name]) => <RegionContact id={id} name={name} />}</For>;
}

function RegionContact(props: { id: RegionId; name: string }) {
  // The ways that need no network stand beside it: where the number can't be had, its page says why.
  const [contact, setContact] = createSignal<Contact | null>(null);
  onMount(() => void callCentre(props.id, setContact));
  return (
    <>
      <Show when={contact()}>{(known) => <ContactCard contact={known()} regionName={props.name} />}</Show>
      <A class={buttonClass({ wide: true })} href={`/r/${props.id}`}>
        <Icon name="building" />
        {t("regionPages", { region: props.name })}
      </A>
    </>
  );
}
