import type { CaseSubject, FraudCase } from "../../../schema/api/cases.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import { t } from "./words.ts";

/** Yen as people read them; a case may be about several programmes, so that it's always the yen's own word. */
export function yenText(amount: number): string {
  return moneyText(amount, "円", locale());
}

/** A mean that comes in tenths. */
export function tenthsText(tenths: number): string {
  return formatNumber(Math.trunc(tenths / 10)) + (tenths % 10 === 0 ? "" : `.${tenths % 10}`);
}

/** Whom a case is about, as far as it has a name. */
export function subjectText({ kind, name }: CaseSubject): string {
  if (kind === "resident") return t("person");
  if (kind === "network") return t("network", { shown: name ?? "" });
  return name ?? t("gone");
}

/** What was found, and from what on it is told, in sentences. */
export function sentences(one: FraudCase): { readonly said: readonly string[]; readonly rule: string } {
  const said = (name: string) => formatNumber(one.measures[name] ?? 0);
  const set = (name: string) => formatNumber(one.thresholds[name] ?? 0);
  const other = one.other ? subjectText(one.other) : t("gone");
  switch (one.rule) {
    case "guesses":
      return {
        said: [t("guessesSaid", { most: said("mostPerHour"), misses: said("misses") })],
        rule: t("guessesRule", { perHour: set("perHour") }),
      };
    case "quick-spending":
      return {
        said: [
          t("quickSaid", {
            other,
            minutes: set("withinMinutes"),
            quick: said("quick"),
            payments: said("payments"),
          }),
        ],
        rule: t("quickRule", { count: set("count"), share: set("sharePercent") }),
      };
    case "over-capacity":
      return {
        said: [
          t("capacitySaid", {
            guests: said("guests"),
            capacity: said("guestsPerDay"),
            issues: said("issues"),
          }),
        ],
        rule: t("capacityRule", { percent: set("percent") }),
      };
    case "swapped-tills":
      return {
        said: [
          t("swappedSaid", {
            lost: subjectText(one.subject),
            lostUsual: tenthsText(one.measures.lostUsualTenths ?? 0),
            lostToday: said("lostToday"),
            gained: other,
            gainedUsual: tenthsText(one.measures.gainedUsualTenths ?? 0),
            gainedToday: said("gainedToday"),
          }),
          ...(one.measures.exchanged === 1 ? [t("swappedBoth")] : []),
        ],
        rule: t("swappedRule", { fell: set("fellPercent"), least: set("leastPayments") }),
      };
    case "wallet-velocity":
      return {
        said: [
          t("velocitySaid", {
            minutes: set("withinMinutes"),
            most: said("mostPayments"),
            yen: yenText(one.measures.mostYen ?? 0),
            payments: said("payments"),
          }),
        ],
        rule: t("velocityRule", { payments: set("payments"), yen: yenText(one.thresholds.yen ?? 0) }),
      };
    case "clerk-voids":
      return {
        said: [
          t("voidsSaid", {
            voids: said("voids"),
            taken: said("taken"),
            late: said("late"),
            minutes: set("lateMinutes"),
            yen: yenText(one.measures.voidedYen ?? 0),
          }),
        ],
        rule: t("voidsRule", { count: set("count"), share: set("sharePercent"), late: set("lateCount") }),
      };
  }
}
