import type { Contact } from "../../../schema/api/regions.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../icons/icon.tsx";
import { buttonClass } from "./button.tsx";

/** A region's call centre: its number to press, and when somebody answers. */
export function ContactCard(props: { contact: Contact; regionName?: string | undefined }) {
  return (
    <section class="card stack" aria-label={t("callCentre")}>
      <p class="strong">
        {props.regionName ? `${props.regionName} ` : ""}
        {t("callCentre")}
      </p>
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
