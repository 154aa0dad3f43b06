import { Show } from "solid-js";
import { dayText, expiryText, momentText } from "../i18n/date-text.ts";
import { locale } from "../i18n/locale.ts";

/** A moment in Japan time: 2026年11月28日(土) 14:32, each half unbroken. */
export function DateTime(props: { atMs: number; seconds?: boolean | undefined; class?: string | undefined }) {
  const text = () => momentText(props.atMs, locale(), props.seconds);
  return (
    <time class={props.class} datetime={text().machine}>
      <span class="nb">{text().day}</span> <span class="nb">{text().time}</span>
    </time>
  );
}

/** Only the time of day of a moment, Japan time: 14:32:07. */
export function TimeOfDay(props: {
  atMs: number;
  seconds?: boolean | undefined;
  class?: string | undefined;
}) {
  const text = () => momentText(props.atMs, locale(), props.seconds);
  return (
    <time class={props.class} datetime={text().machine}>
      {text().time}
    </time>
  );
}

/** The end of a business date (YYYY-MM-DD) as an expiry: 2026年11月30日(月) 23:59 (PAY-2). */
export function Expiry(props: { expiresOn: string; class?: string | undefined }) {
  const text = () => expiryText(props.expiresOn, locale());
  return (
    <time class={props.class} datetime={text().machine}>
      <span class="nb">{text().day}</span> <span class="nb">{text().time}</span>
    </time>
  );
}

/** A business date without a time, or nothing while it is not known. */
export function Day(props: { date: string | undefined; class?: string | undefined }) {
  return (
    <Show when={props.date}>
      {(date) => (
        <time class={`nb ${props.class ?? ""}`} datetime={date()}>
          {dayText(date(), locale())}
        </time>
      )}
    </Show>
  );
}
