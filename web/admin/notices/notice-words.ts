import type { Audience, DocumentCategory, NoticeBody } from "../../../schema/api/notices.ts";
import { staffSession } from "../../shared/client/session.ts";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { t } from "./words.ts";

/** A municipality with its name. */
export interface Town {
  readonly code: string;
  readonly name: string;
}

/** Who is told, in words. */
export function audienceWord(audience: Audience, towns: readonly Town[]): string {
  switch (audience.kind) {
    case "merchants":
      return t("toMerchants");
    case "issuers":
      return t("toIssuers");
    case "residents": {
      const pay = staffSession.me()?.programmes.find((one) => one.programmeId === audience.programmeId);
      return t("toResidents", { pay: pay?.payName ?? audience.programmeId });
    }
    case "residents-in": {
      const pay = staffSession.me()?.programmes.find((one) => one.programmeId === audience.programmeId);
      return t("toResidentsIn", {
        pay: pay?.payName ?? audience.programmeId,
        town: towns.find((one) => one.code === audience.code)?.name ?? audience.code,
      });
    }
    case "followers":
      return t("toFollowers", { store: audience.storeName ?? audience.storeId });
    case "municipality":
      return t("toTown", { town: towns.find((one) => one.code === audience.code)?.name ?? audience.code });
  }
}

/** The shelf of a document. */
export function categoryWord(category: DocumentCategory): string {
  switch (category) {
    case "manual":
      return t("catManual");
    case "form":
      return t("catForm");
    case "terms":
      return t("catTerms");
    case "poster":
      return t("catPoster");
    case "other":
      return t("catOther");
  }
}

/** From when until when a notice is shown. */
export function datesWords(dates: Pick<NoticeBody, "fromOn" | "untilOn">): string {
  const from = dates.fromOn === null ? t("fromNow") : t("fromDay", { day: dayText(dates.fromOn, locale()) });
  const until =
    dates.untilOn === null ? t("forGood") : t("untilDay", { day: dayText(dates.untilOn, locale()) });
  return `${from} ${until}`;
}

/** Readers so far, of those kinds that were told (NOT-2). */
export function readersWords(notice: Pick<NoticeBody, "audiences" | "readings">): string {
  const { merchant, issuer, resident } = notice.readings;
  const told = (...kinds: readonly Audience["kind"][]) =>
    notice.audiences.some((one) => kinds.includes(one.kind));
  return [
    told("merchants", "municipality") ? t("readMerchants", { count: formatNumber(merchant) }) : "",
    told("issuers") ? t("readIssuers", { count: formatNumber(issuer) }) : "",
    told("residents", "residents-in", "followers")
      ? t("readResidents", { count: formatNumber(resident) })
      : "",
  ]
    .filter(Boolean)
    .join(locale() === "ja" ? "・" : ", ");
}
