import { createSignal, untrack } from "solid-js";
import {
  type EASY_OFFICE_LOCALES,
  locale,
  type OFFICE_LOCALES,
  type OtherLocale,
  onLocaleLoad,
} from "./locale.ts";

/** A dictionary: plain text, or text made from named values (a function, so that plurals are plain code). */
// biome-ignore lint/suspicious/noExplicitAny: the parameter of each entry is its own; the mapped types below keep it
type Dictionary = Readonly<Record<string, string | ((values: any) => string)>>;

/** What another language must offer for a Japanese dictionary: the same keys with the same values. */
export type Translation<J extends Dictionary> = {
  readonly [K in keyof J]: J[K] extends (values: infer V) => string ? (values: V) => string : string;
};

type Values<E> = E extends (values: infer V) => string ? [values: V] : [];

/** `t("key")`, or `t("key", { name: value })` where the entry takes values. Reactive to the language. */
export type Translator<J extends Dictionary> = <K extends keyof J>(key: K, ...values: Values<J[K]>) => string;

/**
 * Makes the `t` of one app or feature of the wallet, the counter or of everybody. Japanese is the source of the keys and
 * always there; each other language is a module loaded when somebody chooses it. Until it has arrived the Japanese
 * text shows.
 *
 * @example export const t = defineWords(ja, { easy: () => import("./easy.ts").then((m) => m.easy), … });
 */
export function defineWords<const J extends Dictionary>(
  ja: J,
  others: { readonly [L in OtherLocale]: () => Promise<Translation<J>> },
): Translator<J> {
  return translator(ja, others);
}

/** The same for the back offices, which offer `OFFICE_LOCALES` only. */
export function defineOfficeWords<const J extends Dictionary>(
  ja: J,
  others: { readonly [L in Exclude<(typeof OFFICE_LOCALES)[number], "ja">]: () => Promise<Translation<J>> },
): Translator<J> {
  return translator(ja, others);
}

/** The same for an office's easy mode, which is in plain Japanese and `EASY_OFFICE_LOCALES`' others. */
export function defineEasyOfficeWords<const J extends Dictionary>(
  ja: J,
  others: { readonly [L in (typeof EASY_OFFICE_LOCALES)[number]]: () => Promise<Translation<J>> },
): Translator<J> {
  return translator(ja, others);
}

function translator<const J extends Dictionary>(
  ja: J,
  others: { readonly [L in OtherLocale]?: () => Promise<Translation<J>> },
): Translator<J> {
  const [loaded, setLoaded] = createSignal<Partial<Record<OtherLocale, Translation<J>>>>({});
  const loading: Partial<Record<OtherLocale, Promise<void>>> = {};
  const load = (wanted: OtherLocale): Promise<void> => {
    const fetch = others[wanted];
    if (fetch === undefined || untrack(loaded)[wanted]) return Promise.resolve();
    const fetching =
      loading[wanted] ??
      fetch().then((words) => void setLoaded((before) => ({ ...before, [wanted]: words })));
    loading[wanted] = fetching;
    // A dictionary that didn't come is asked for again at the next chance.
    fetching.catch(() => delete loading[wanted]);
    return fetching;
  };
  onLocaleLoad(load);
  const now = locale();
  // A dictionary of a lazily loaded route: the language was chosen before it existed.
  if (now !== "ja") load(now).catch(() => undefined);

  return (key, ...values) => {
    const chosen = locale();
    const words = chosen === "ja" ? undefined : loaded()[chosen];
    // A lazily loaded screen may come up while the language is being changed: too late to be told, too early to see.
    if (chosen !== "ja" && !words && !loading[chosen]) load(chosen).catch(() => undefined);
    const entry: unknown = words ? words[key] : ja[key];
    return typeof entry === "function" ? (entry as (values: unknown) => string)(values[0]) : String(entry);
  };
}
