import type { BankAccountBody, BankAccountRequest, Banks } from "../../schema/api/bank-accounts.ts";
import type { Organisation } from "../../schema/api/organisations.ts";
import type { PayoutRuleBody, PayoutRuleRequest } from "../../schema/api/payout-rules.ts";
import type { Programme } from "../../schema/api/programmes.ts";
import { directoryRequests } from "../bank-directory.ts";
import type { SeedRegion } from "./regions.ts";
import type { SeedClient } from "./seed-client.ts";

/** The directory of banks, once for all regions. The invented bank comes last: where it stands, everything does. */
export async function seedBanks(operator: SeedClient, anybody: SeedClient): Promise<void> {
  const { banks } = await anybody.done<Banks>("GET", "banks?text=9999");
  if (banks.length > 0) return;
  for (const request of directoryRequests(true)) await operator.done("POST", "operator/banks", request);
}

/** How the programme closes and pays, and an invented account for each merchant but the last: one is always missing. */
export async function seedPayouts(
  admin: SeedClient,
  region: SeedRegion,
  programme: Programme,
  organisations: ReadonlyMap<string, Organisation>,
): Promise<void> {
  const path = `programmes/${programme.programmeId}/payout-rule`;
  const { rule } = await admin.done<{ rule: PayoutRuleBody | null }>("GET", path);
  if (rule === null)
    await admin.done("POST", path, {
      effectiveFrom: programme.startsOn,
      rhythm: "twice-monthly",
      payAfterBankDays: 10,
      fees: { standard: { basisPoints: 50, fixedYen: 0 }, byOrganisation: {} },
      minimumYen: 1_000,
      registrationNumber: "T9990000000001",
      fileOptions: { lineEnd: "crlf", endMark: false, transferKind: "7", edi: false },
      payer: {
        consignorCode: "0000990001",
        name: region.secretariat.kana,
        bankCode: "9999",
        branchCode: "001",
        kind: "ordinary",
        number: "0990001",
      },
    } satisfies Omit<PayoutRuleRequest, "minimumYen" | "fees"> & { minimumYen: number; fees: unknown });
  const heads = region.organisations.filter((each) => each.kinds.includes("merchant")).slice(0, -1);
  for (const [at, { name, kana }] of heads.entries()) {
    const account = `organisations/${organisations.get(name)?.organisationId}/bank-account`;
    if ((await admin.done<BankAccountBody>("GET", account)).account !== null) continue;
    await admin.done("POST", account, {
      bankCode: "9999",
      branchCode: at % 2 === 0 ? "002" : "003",
      kind: "ordinary",
      number: String(9_900_001 + at),
      holderKana: kana,
    } satisfies BankAccountRequest);
  }
}
