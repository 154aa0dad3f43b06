import type {
  Asks,
  Attribute,
  Consideration,
  NotBefore,
  Validity,
} from "../../../schema/api/programme-design.ts";
import { CHIME_NAMES, type Face } from "../../../schema/face.ts";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { SIGNAL_RULES, SIGNAL_WORDS, type SignalRule, signalFields } from "./signal-words.ts";
import { t } from "./words.ts";

/** The designer's steps, in their order. */
export const STEPS = [
  "stepName",
  "stepMoney",
  "stepDates",
  "stepDesk",
  "stepScope",
  "stepSignals",
  "stepCheck",
] as const;
export type Step = (typeof STEPS)[number];

type Word = Parameters<typeof t>[0];
interface Field {
  readonly step: Step;
  readonly word: Word;
  readonly text: (value: never) => string;
}

const plain = (value: string | number) => String(value);
const yen = (value: number | null) => (value === null ? t("none") : formatNumber(value));
const day = (value: string) => dayText(value, locale());
const list = (values: readonly string[]) => values.join("、") || t("none");
const listOrAll = (values: readonly string[] | null) => (values === null ? t("all") : list(values));
const stores = (values: readonly string[]) => t("count", { count: formatNumber(values.length) });
const ask = (value: Asks[keyof Asks]) =>
  t(({ required: "askRequired", optional: "askOptional", no: "askNo" } as const)[value]);

/** What a programme may ask of residents, in the order of the screen. */
export const ATTRIBUTE_WORDS = {
  municipality: "attributeMunicipality",
  birthYear: "attributeBirthYear",
  sex: "attributeSex",
} as const satisfies Readonly<Record<Attribute, Word>>;
const attributes = (values: readonly Attribute[]) => list(values.map((value) => t(ATTRIBUTE_WORDS[value])));

function validityText(value: Validity): string {
  if (value.kind === "fixed") return `${t("validFixed")} ${day(value.expiresOn)}`;
  return value.kind === "days"
    ? `${t("validDays")} ${value.days}`
    : `${t("validCheckOut")} ${value.daysAfter}`;
}
function notBeforeText(value: NotBefore): string {
  if (value.kind === "fixed") return `${t("fromFixed")} ${day(value.date)}`;
  return t(value.kind === "issue" ? "fromIssue" : "fromCheckIn");
}
function considerationText(value: Consideration): string {
  if (value.kind === "free") return t("free");
  const issuer = t(value.issuedBy === "other" ? "byOther" : "byLocal");
  return `${t("paid")}（${[issuer, value.registration].filter(Boolean).join("、")}）`;
}
function faceText(face: Face): string {
  if (typeof face === "string") return t(face);
  const sound = CHIME_NAMES.find((name) => name === face.sound);
  return `${t("own")} ${face.colour} ${face.companion} ${t("sound")}：${t(sound ?? "soundFile")}`;
}

/** The thresholds of one rule, each after its name; or that it is off. */
function signalText(rule: SignalRule) {
  return (value: Readonly<Record<string, number>> | null) =>
    value === null
      ? t("signalOff")
      : signalFields(rule)
          .map(({ name, word }) => `${t(word)} ${formatNumber(value[name] ?? 0)}`)
          .join("、");
}

const field = <V>(step: Step, word: Word, text: (value: V) => string): Field => ({
  step,
  word,
  text: text as Field["text"],
});

/** What each part of a design is called, in which step it is, and its value in words. */
const FIELDS: Readonly<Record<string, Field>> = {
  name: field("stepName", "name", plain),
  payName: field("stepName", "payName", plain),
  unitWord: field("stepName", "unitWord", plain),
  face: field("stepName", "face", faceText),
  facesYen: field("stepMoney", "facesYen", (values: readonly number[]) => list(values.map(yen))),
  facePer: field("stepMoney", "facePer", (value: "coupon" | "night") =>
    t(value === "night" ? "perNight" : "perCoupon"),
  ),
  consideration: field("stepMoney", "consideration", considerationText),
  "rule.unitYen": field("stepMoney", "unitYen", yen),
  "rule.payLimitYen": field("stepMoney", "payLimit", yen),
  "rule.personCapYen": field("stepMoney", "personCap", yen),
  startsOn: field("stepDates", "startsOn", day),
  endsOn: field("stepDates", "endsOn", day),
  validity: field("stepDates", "validity", validityText),
  notBefore: field("stepDates", "notBefore", notBeforeText),
  reprintHours: field("stepDates", "reprint", plain),
  "asks.stayReference": field("stepDesk", "askReference", ask),
  "asks.guestName": field("stepDesk", "askGuest", ask),
  "asks.checkIn": field("stepDesk", "askCheckIn", ask),
  "asks.evidence": field("stepDesk", "askEvidence", ask),
  "asks.receipt": field("stepDesk", "askReceipt", ask),
  codeAfterDays: field("stepDesk", "codeAfterDays", (days: number | null) =>
    days === null ? t("none") : formatNumber(days),
  ),
  "residentAsks.attributes": field("stepDesk", "residentAsks", attributes),
  "residentAsks.why": field("stepDesk", "residentWhy", (text: string) => text || t("none")),
  "caps.perIssuerDayYen": field("stepDesk", "capIssuerDay", yen),
  "caps.perBranchDayYen": field("stepDesk", "capBranchDay", yen),
  "caps.perStayYen": field("stepDesk", "capStay", yen),
  "caps.perBranchYen": field("stepDesk", "capBranch", yen),
  "caps.totalYen": field("stepDesk", "capTotal", yen),
  "scope.municipalities": field("stepScope", "town", listOrAll),
  "scope.industries": field("stepScope", "industries", listOrAll),
  "scope.industriesOut": field("stepScope", "industriesOut", list),
  "scope.storesIn": field("stepScope", "singleIn", stores),
  "scope.storesOut": field("stepScope", "singleOut", stores),
  ...Object.fromEntries(
    SIGNAL_RULES.map((rule) => [
      `signals.${rule}`,
      field("stepSignals", SIGNAL_WORDS[rule].title, signalText(rule)),
    ]),
  ),
};

/** What the server finds wrong with a design (`workers/programmes/design-rules.ts`), in words. */
const FAULT_WORDS: Readonly<Record<string, Word>> = {
  "before startsOn": "endBeforeStart",
  "not a multiple of the unit": "faultUnit",
  "one of them is there twice": "faultTwice",
  "fixed once anything is issued": "faultFixed",
  "nobody asks for the check-in": "faultNotAsked",
  "nobody asks for the stay": "faultNotAsked",
  "after the last day of a coupon": "faultAfterLast",
  "a store is both in and out": "faultInAndOut",
  "nobody is asked without a reason": "faultWhy",
  "no picture of this region": "faultPicture",
  "no sound of this region": "faultSound",
};

/** What the server said of a place in a design; undefined where it has no words of its own here. */
export function faultWords(message: string | undefined): string | undefined {
  const word = message === undefined ? undefined : FAULT_WORDS[message];
  return word && t(word);
}

/** What a part of a design is called; its path where a newer server has one that this screen doesn't know. */
export function fieldName(path: string): string {
  const known = FIELDS[path];
  return known ? t(known.word) : path;
}

/** A value of a part of a design in words. */
export function fieldText(path: string, value: unknown): string {
  return FIELDS[path]?.text(value as never) ?? JSON.stringify(value);
}

/** The step in which a part stands, or a deeper place in it such as `validity.expiresOn`. */
export function stepOf(path: string): Step | undefined {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf(".")))) {
    const known = FIELDS[at];
    if (known) return known.step;
  }
  return undefined;
}
