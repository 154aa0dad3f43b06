import { For, Show } from "solid-js";
import type { Pin, StoreDetail } from "../../schema/api/stores.ts";
import { addDays, businessDate } from "../../schema/calendar.ts";
import { type OpenSpan, type StoreHours, spansOn } from "../../schema/store-hours.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import { Note } from "../../web/shared/components/note.tsx";
import { Lines } from "../../web/shared/components/ticket.tsx";
import { dayText } from "../../web/shared/i18n/date-text.ts";
import { locale } from "../../web/shared/i18n/locale.ts";
import { t as common } from "../../web/shared/i18n/words.ts";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t } from "../i18n/words.ts";
import styles from "./stores.module.css";

/** Closed days are shown this far ahead. */
const AHEAD_DAYS = 31;
const MILLION = 1_000_000;

/** A page that shows the place on any phone; `geo:` addresses open nothing on some. */
function mapAddress(pin: Pin): string {
  const [latitude, longitude] = [pin.latitudeE6 / MILLION, pin.longitudeE6 / MILLION];
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=18/${latitude}/${longitude}`;
}

/** Picture, notices, where it is and when it is open: what the shop wrote for visitors (S16). */
export function StoreFacts(props: { store: StoreDetail }) {
  const address = () =>
    [
      props.store.postalCode && `〒${props.store.postalCode.slice(0, 3)}-${props.store.postalCode.slice(3)}`,
      props.store.address,
    ]
      .filter(Boolean)
      .join(" ");
  return (
    <>
      <Show when={props.store.picture}>
        {(picture) => (
          <img
            class={styles.picture}
            src={`/api/stores/${props.store.storeId}/picture/${picture()}`}
            alt={t("storePicture", { store: props.store.name })}
          />
        )}
      </Show>
      <Show when={props.store.notices}>
        {(notices) => (
          <Note>
            <span class={styles.text}>{notices()}</span>
          </Note>
        )}
      </Show>
      <section class="card card--tight stack">
        <Lines
          lines={[
            { label: t("town"), value: props.store.town },
            { label: t("address"), value: address() },
          ]}
        />
        <div class={styles.links}>
          <Show when={props.store.phone}>
            {(phone) => (
              <a class="btn" href={`tel:${phone()}`}>
                <Icon name="call" />
                {phone()}
              </a>
            )}
          </Show>
          <Show when={props.store.pin}>
            {(pin) => (
              <a class="btn" href={mapAddress(pin())} target="_blank" rel="noreferrer">
                <Icon name="pin" />
                {t("openMap")}
              </a>
            )}
          </Show>
        </div>
      </section>
      <Show when={props.store.hours}>{(hours) => <Hours hours={hours() as StoreHours} />}</Show>
    </>
  );
}

function Hours(props: { hours: StoreHours }) {
  const today = businessDate(serverNow());
  const text = (spans: readonly OpenSpan[]) =>
    spans.length === 0
      ? t("closedThatDay")
      : spans.map((span) => `${span.from}–${span.to}`).join(common("between"));
  // Starting with today, so that what matters now stands first.
  const week = Array.from({ length: 7 }, (_, ahead) => addDays(today, ahead));
  const closed = () =>
    props.hours.closedOn.filter((date) => date >= today && date <= addDays(today, AHEAD_DAYS));
  return (
    <section class="card card--tight stack">
      <h2 class="card__title">{t("openingHours")}</h2>
      <Lines
        lines={week.map((date, ahead) => ({
          label:
            ahead === 0 ? <span class="strong">{dayText(date, locale())}</span> : dayText(date, locale()),
          value:
            ahead === 0 ? (
              <span class="strong">{text(spansOn(props.hours, date))}</span>
            ) : (
              text(spansOn(props.hours, date))
            ),
        }))}
      />
      <Show when={closed().length > 0}>
        <p>
          {t("closedDays")}{" "}
          <For each={closed()}>{(date) => <span class="nb">{dayText(date, locale())} </span>}</For>
        </p>
      </Show>
      <Show when={props.hours.note}>
        <p class={styles.text}>{props.hours.note}</p>
      </Show>
    </section>
  );
}
