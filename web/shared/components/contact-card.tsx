import type { Contact } from "../../../schema/api/regions.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../icons/icon.tsx";
import { buttonClass } from "./button.tsx";

/** A region's call centre: its number to press, and when somebody answers. */
export function ContactCard(props: { contact: Contact; regionName?: string | undefined }) {
  // Of several regions each card has a name of its own.
  const name = () => [props.regionName, t("callCentre")].filter(Boolean).join(" ");
  return (
    <section class="card stack" aria-label={name()}>
      <p class="strong">{name()}</p>
      <a
        class={buttonClass({ wide: true, size: "l" })}
        href={`tel:${props.contact.phone.replaceAll("-", "")}`}
      >
        <Icon name="call" />
        {props.contact.phone}
      </a>
      <p>{props.contact.hours}</p>
    </section>
  );
}
