import type { FileOptionsBody, PayoutRuleBody, PayoutRuleRequest } from "../../../schema/api/payout-rules.ts";
import { type BusinessDate, isBusinessDate } from "../../../schema/calendar.ts";
import { type Yen, yen } from "../../../schema/money.ts";
import type { Place } from "./bank-choice.tsx";
import { accountDigits } from "./kinds.ts";

/** The settings as a person has typed them. */
export interface RuleDraft {
  readonly effectiveFrom: string;
  readonly rhythm: PayoutRuleBody["rhythm"];
  readonly payAfter: string;
  /** Per cent, with up to two decimals. */
  readonly percent: string;
  readonly fixed: string;
  readonly minimum: string;
  readonly registration: string;
  readonly consignor: string;
  readonly payerName: string;
  readonly bank: Place | undefined;
  readonly branch: Place | undefined;
  readonly kind: PayoutRuleBody["payer"]["kind"];
  readonly number: string;
  readonly fileOptions: FileOptionsBody;
}

export type DraftField = keyof RuleDraft;

/** What the form starts from: the last version, its account number apart, which is never shown whole. */
export function draftOf(rule: PayoutRuleBody | null, today: BusinessDate): RuleDraft {
  return {
    effectiveFrom: rule && rule.effectiveFrom > today ? rule.effectiveFrom : today,
    rhythm: rule?.rhythm ?? "twice-monthly",
    payAfter: String(rule?.payAfterBankDays ?? 10),
    percent: percentText(rule?.fees.standard.basisPoints ?? 0),
    fixed: String(rule?.fees.standard.fixedYen ?? 0),
    minimum: String(rule?.minimumYen ?? 1_000),
    registration: rule?.registrationNumber ?? "",
    consignor: rule?.payer.consignorCode ?? "",
    payerName: rule?.payer.name ?? "",
    bank: rule ? { code: rule.payer.bankCode, name: rule.payer.bankName } : undefined,
    branch: rule ? { code: rule.payer.branchCode, name: rule.payer.branchName } : undefined,
    kind: rule?.payer.kind ?? "ordinary",
    number: "",
    fileOptions: rule?.fileOptions ?? { lineEnd: "crlf", endMark: false, transferKind: "7", edi: false },
  };
}

/** Hundredths of a per cent as people write them: 50 is 0.5. Whole numbers only, no floats in between. */
export function percentText(basisPoints: number): string {
  const whole = Math.trunc(basisPoints / 100);
  const part = String(basisPoints % 100)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return part === "" ? String(whole) : `${whole}.${part}`;
}

/** The same read back; undefined where it is no per cent from 0 to 100 with at most two decimals. */
export function basisPointsOf(text: string): number | undefined {
  const parts = /^([0-9]{1,3})(?:\.([0-9]{1,2}))?$/.exec(text.normalize("NFKC").trim());
  if (!parts) return undefined;
  const points = Number(parts[1]) * 100 + Number((parts[2] ?? "").padEnd(2, "0"));
  return points <= 10_000 ? points : undefined;
}

/** A whole number up to a limit; undefined for anything else. */
export function wholeOf(text: string, most: number, least = 0): number | undefined {
  const digits = text.normalize("NFKC").replace(/[\s,]/g, "");
  const number = /^[0-9]{1,10}$/.test(digits) ? Number(digits) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}

const MOST_YEN = 1_000_000;

/** Fields that can't be saved as they are. */
export function wrongFields(draft: RuleDraft): readonly DraftField[] {
  const checks: readonly (readonly [DraftField, boolean])[] = [
    ["effectiveFrom", isBusinessDate(draft.effectiveFrom)],
    ["payAfter", wholeOf(draft.payAfter, 40, 1) !== undefined],
    ["percent", basisPointsOf(draft.percent) !== undefined],
    ["fixed", wholeOf(draft.fixed, MOST_YEN) !== undefined],
    ["minimum", wholeOf(draft.minimum, MOST_YEN) !== undefined],
    ["registration", /^(T[0-9]{13})?$/.test(draft.registration.normalize("NFKC").trim())],
    ["consignor", /^[0-9]{10}$/.test(draft.consignor.normalize("NFKC").trim())],
    ["bank", draft.bank !== undefined],
    ["branch", draft.branch !== undefined],
    ["number", accountDigits(draft.number) !== undefined],
  ];
  return checks.filter(([, fits]) => !fits).map(([field]) => field);
}

/** The request of a draft without wrong fields; what single organisations pay is kept as it was. */
export function requestOf(draft: RuleDraft, before: PayoutRuleBody | null): PayoutRuleRequest {
  const registration = draft.registration.normalize("NFKC").trim();
  return {
    effectiveFrom: draft.effectiveFrom,
    rhythm: draft.rhythm,
    payAfterBankDays: wholeOf(draft.payAfter, 40, 1) ?? 1,
    fees: {
      standard: {
        basisPoints: basisPointsOf(draft.percent) ?? 0,
        fixedYen: yenOf(draft.fixed),
      },
      byOrganisation: before?.fees.byOrganisation ?? {},
    },
    minimumYen: yenOf(draft.minimum),
    registrationNumber: registration === "" ? null : registration,
    fileOptions: draft.fileOptions,
    payer: {
      consignorCode: draft.consignor.normalize("NFKC").trim(),
      name: draft.payerName,
      bankCode: draft.bank?.code ?? "",
      branchCode: draft.branch?.code ?? "",
      kind: draft.kind,
      number: accountDigits(draft.number) ?? "",
    },
  };
}

function yenOf(text: string): Yen {
  return yen(wholeOf(text, MOST_YEN) ?? 0);
}
