import type { PushPayload } from "../../schema/api/push.ts";
import { LANGUAGES, type Language } from "../../schema/languages.ts";
import { NEWS_KINDS } from "../../schema/news.ts";
import { dayText } from "../../web/shared/i18n/date-text.ts";
import { LANGUAGE_TAGS } from "../../web/shared/i18n/locale.ts";
import { moneyText } from "../../web/shared/i18n/numbers.ts";
import { WORDS } from "./notification-words.ts";

/** A notification as the browser shows it. */
export interface Shown {
  readonly title: string;
  readonly body: string;
  readonly lang: string;
  readonly tag: string;
  readonly timestamp: number;
  /** Where tapping it leads. */
  readonly path: string;
}

/** Where everything told can be read. */
const INBOX = "/wallet/notices";

/**
 * What a push says, in the language of its device (PSH-2). A push must be shown whatever is in it: what can't be read, or is of
 * a newer kind than this worker knows, says that there is news.
 */
export function notificationOf(text: string | null, nowMs: number): Shown {
  const payload = read(text);
  const locale = LANGUAGES.find((one) => one === payload?.locale) ?? "ja";
  const rest = {
    lang: LANGUAGE_TAGS[locale],
    tag: payload?.tag ?? "news",
    timestamp: payload?.atMs ?? nowMs,
    path: payload?.path ?? INBOX,
  };
  const words = WORDS[locale];
  const said = payload && sentence(payload, locale);
  return said ? { ...said, ...rest } : { title: words.hidden, body: words.open, ...rest };
}

/** The title and the line below it; null where the details are hidden or the kind is not known. */
function sentence(
  { kind, details }: PushPayload,
  locale: Language,
): { readonly title: string; readonly body: string } | null {
  if (details === null || !NEWS_KINDS.includes(kind)) return null;
  const { from, store, expiresOn, title } = details;
  const place = store === null ? from : `${store} (${from})`;
  if (kind === "notice" || kind === "letter") return { title: title ?? WORDS[locale].hidden, body: place };
  const yen = moneyText(details.yen ?? 0, details.unit, locale);
  if (kind === "expiry-7" || kind === "expiry-1")
    return { title: WORDS[locale].expiry(yen, dayText(expiresOn ?? "", locale)), body: from };
  return { title: WORDS[locale][kind](yen), body: place };
}

/** What was pushed, as far as it has our form; whoever encrypted it has our key, so this is no guard against strangers. */
function read(text: string | null): PushPayload | null {
  try {
    const payload = JSON.parse(text ?? "") as PushPayload;
    const fits = payload.v === 1 && typeof payload.tag === "string" && payload.path.startsWith("/wallet/");
    return fits ? payload : null;
  } catch {
    return null;
  }
}
