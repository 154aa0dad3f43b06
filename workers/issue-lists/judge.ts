import type { Asks } from "../../schema/api/programme-design.ts";
import { type BusinessDate, isBusinessDate } from "../../schema/calendar.ts";
import { MAX_DESK_GUESTS } from "../../schema/limits.ts";
import { type Cell, comparable, RowFaults, textCell, tidy } from "../imports/cells.ts";
import type { ImportField, Values } from "../imports/columns.ts";
import type { Judged } from "../imports/kind.ts";

const MAX_NIGHTS = 30;
const REFERENCE_MAX = 64;
const NAME_MAX = 60;

/** A cell that nobody needs, and that is empty. */
const NOTHING: Cell<null> = { value: null };

/** What of a programme says how a row is read. */
export interface ListTerms {
  readonly asks: Asks;
  readonly facesYen: readonly number[];
  readonly facePer: "coupon" | "night";
  readonly unitWord: string;
  readonly perStayYen: number | null;
  /** Whether coupons for such a stay would be good on any day. */
  readonly isInTime: (stay: Pick<StayRow, "checkInOn" | "nights">) => boolean;
}

/** A stay as a row says it, ready to be issued for. */
export interface StayRow {
  readonly reference: string | null;
  readonly guestName: string | null;
  readonly guests: number;
  readonly nights: number | null;
  readonly checkInOn: BusinessDate | null;
  /** One of the programme's faces; a coupon is worth it times the nights where the programme counts by night. */
  readonly faceYen: number;
}

/** The columns of a list of stays; which must be there follows from what the programme asks for (S10). */
export function listFields({ asks, facePer }: Pick<ListTerms, "asks" | "facePer">): readonly ImportField[] {
  const fields: readonly ImportField[] = [
    {
      name: "reference",
      required: asks.stayReference === "required",
      headings: [
        "予約番号",
        "予約No",
        "予約No.",
        "予約コード",
        "受付番号",
        "reference",
        "reservation",
        "booking",
      ],
    },
    {
      name: "guest",
      required: asks.guestName === "required",
      headings: ["代表者", "代表者名", "宿泊者", "宿泊者名", "氏名", "お名前", "名前", "guest", "name"],
    },
    {
      name: "guests",
      required: true,
      headings: ["人数", "宿泊人数", "枚数", "クーポン枚数", "合計人数", "guests", "coupons", "persons"],
    },
    {
      name: "nights",
      required: facePer === "night",
      headings: ["泊数", "宿泊数", "宿泊日数", "nights"],
    },
    {
      name: "checkIn",
      required: asks.checkIn === "required",
      headings: ["チェックイン", "チェックイン日", "到着日", "宿泊日", "check-in", "arrival"],
    },
    { name: "face", required: false, headings: ["金額", "額面", "単価", "face", "amount"] },
  ];
  return fields.filter(
    ({ name }) =>
      !(name === "reference" && asks.stayReference === "no") &&
      !(name === "guest" && asks.guestName === "no") &&
      !(name === "checkIn" && asks.checkIn === "no"),
  );
}

/**
 * Reads a row of a list of stays (ISS-7); names everything that is wrong with it. Two rows of one reservation number and
 * check-in are one stay; without a number the name stands for it. Pure.
 */
export function judgeStay(values: Values, terms: ListTerms): Judged {
  const { asks } = terms;
  const faults = new RowFaults();
  const optional = (
    raw: string | undefined,
    asked: "required" | "optional" | "no",
    max: number,
  ): Cell<string | null> =>
    asked === "no" || (asked === "optional" && tidy(raw ?? "") === "") ? { value: null } : textCell(raw, max);
  const reference = faults.take("reference", optional(values.reference, asks.stayReference, REFERENCE_MAX));
  const guestName = faults.take("guest", optional(values.guest, asks.guestName, NAME_MAX));
  const guests = faults.take("guests", numberCell(values.guests, MAX_DESK_GUESTS, "guests-number"));
  const isByNight = terms.facePer === "night";
  const noNights = !isByNight && tidy(values.nights ?? "") === "";
  const nights = faults.take<number | null>(
    "nights",
    noNights ? NOTHING : numberCell(values.nights, MAX_NIGHTS, "nights-number"),
  );
  const noDay = asks.checkIn === "no" || (asks.checkIn === "optional" && tidy(values.checkIn ?? "") === "");
  const checkInOn = faults.take<BusinessDate | null>("checkIn", noDay ? NOTHING : dayCell(values.checkIn));
  const faceYen = faults.take("face", faceCell(values.face, terms));
  const title = tidy(values.reference ?? "") || tidy(values.guest ?? "");
  if (guests !== null && faceYen !== null && faults.list.length === 0) {
    const sumYen = faceYen * (isByNight ? (nights ?? 1) : 1) * guests;
    if (reference !== null && terms.perStayYen !== null && sumYen > terms.perStayYen)
      faults.list.push({ code: "over-stay", field: "guests" });
    if (!terms.isInTime({ checkInOn, nights })) faults.list.push({ code: "stay-too-late", field: "checkIn" });
  }
  if (guests === null || faceYen === null || faults.list.length > 0)
    return { ok: false, title, faults: faults.list };
  const payload: StayRow = {
    reference: reference?.normalize("NFKC") ?? null,
    guestName,
    guests,
    nights,
    checkInOn,
    faceYen,
  };
  return { ok: true, title, key: stayRowKey(payload), payload };
}

/** What makes two rows of a file one stay; a row that says neither number nor name is like no other. */
function stayRowKey({ reference, guestName, checkInOn }: StayRow): string {
  const who = reference ?? guestName;
  return who === null ? "" : JSON.stringify([reference === null, comparable(who), checkInOn]);
}

/** A whole number from 1, in whatever width and with its counter (3名). */
function numberCell(
  raw: string | undefined,
  most: number,
  wrong: "guests-number" | "nights-number",
): Cell<number> {
  const text = tidy(raw ?? "").normalize("NFKC");
  if (text === "") return { fault: "missing" };
  const digits = /^(\d{1,6})(人|名|様|枚|泊)?$/.exec(text)?.[1];
  const value = Number(digits ?? Number.NaN);
  return value >= 1 && value <= most ? { value } : { fault: wrong };
}

/** A day as spreadsheets write it: 2026-11-28, 2026/11/28, 2026年11月28日, 20261128. */
function dayCell(raw: string | undefined): Cell<BusinessDate> {
  const text = tidy(raw ?? "").normalize("NFKC");
  if (text === "") return { fault: "missing" };
  const parts = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:\(.\)|\s.*)?$/.exec(text);
  if (!parts) return { fault: "day-unknown" };
  const [, year = "", month = parts[4], day = parts[5]] = parts;
  const written = `${year}-${(month ?? "").padStart(2, "0")}-${(day ?? "").padStart(2, "0")}`;
  return isBusinessDate(written) ? { value: written } : { fault: "day-unknown" };
}

/** One of the programme's faces; where the list says none, the usual one. */
function faceCell(raw: string | undefined, { facesYen, unitWord }: ListTerms): Cell<number> {
  const text = tidy(raw ?? "").normalize("NFKC");
  const usual = facesYen[0];
  if (text === "") return usual === undefined ? { fault: "face-unknown" } : { value: usual };
  const bare = text.replace(/^[¥\\]/, "").replaceAll(",", "");
  const digits = [unitWord.normalize("NFKC"), "円"].reduce(
    (left, word) => (left.endsWith(word) ? left.slice(0, -word.length) : left),
    bare,
  );
  const value = /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN;
  return facesYen.includes(value) ? { value } : { fault: "face-unknown" };
}
