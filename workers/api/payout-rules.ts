import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { nextClosingSchema } from "../../schema/api/closings.ts";
import { entity } from "../../schema/api/common.ts";
import {
  type PayoutRuleBody,
  payoutRuleReplySchema,
  payoutRuleRequestSchema,
} from "../../schema/api/payout-rules.ts";
import { toBankKana } from "../../schema/bank-kana.ts";
import type { ProgrammeId } from "../../schema/ids.ts";
import { openPayer, type PayerAccount, payerSealName, sealAccount } from "../closing/accounts.ts";
import { nextClosing } from "../closing/next.ts";
import { findBranch } from "../data/banks.ts";
import { type Database, databaseOf } from "../data/database.ts";
import { organisationsByIds } from "../data/organisations.ts";
import { addPayoutRule, type PayoutRule, payoutRules } from "../data/payout-rules.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { ownProgramme } from "../http/own-programme.ts";
import { problem } from "../http/problem.ts";
import { numberEnd } from "./bank-accounts.ts";
import { doc } from "./doc.ts";

const programmeParam = z.object({ id: entity<ProgrammeId>("programme") });

async function ruleBody(c: Context<ApiContext>, db: Database, rule: PayoutRule): Promise<PayoutRuleBody> {
  const payer = await openPayer(c.env, rule);
  const names = payer ? await findBranch(db, payer) : null;
  return {
    version: rule.version,
    effectiveFrom: rule.effectiveFrom,
    rhythm: rule.rhythm,
    payAfterBankDays: rule.payAfterBankDays,
    fees: { standard: rule.fees.standard, byOrganisation: { ...rule.fees.byOrganisation } },
    minimumYen: rule.minimumYen,
    registrationNumber: rule.registrationNumber,
    fileOptions: rule.fileOptions,
    payer: {
      consignorCode: payer?.consignorCode ?? "",
      name: payer?.name ?? "",
      bankCode: payer?.bankCode ?? "",
      bankName: names?.bankName ?? "",
      branchCode: payer?.branchCode ?? "",
      branchName: names?.branchName ?? "",
      kind: payer?.kind ?? "other",
      numberEnd: numberEnd(payer?.number ?? ""),
    },
    createdAtMs: rule.createdAtMs,
  };
}

/** How a programme closes and pays, and what it closes next. */
export const payoutRulesApi = new Hono<ApiContext>()
  .get(
    "/programmes/:id/payout-rule",
    doc("secretariat", "How the programme closes and pays: the last version", payoutRuleReplySchema),
    staffOnly("closing.read"),
    valid("param", programmeParam),
    async (c) => {
      const { id } = c.req.valid("param");
      if (!(await ownProgramme(c, id))) return problem(c, "not-found");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const [rule] = await payoutRules(db, regionId, id);
      return c.json({ rule: rule ? await ruleBody(c, db, rule) : null });
    },
  )
  .post(
    "/programmes/:id/payout-rule",
    doc("secretariat", "Another version of how the programme closes and pays", payoutRuleReplySchema),
    staffOnly("closing.manage"),
    valid("param", programmeParam),
    valid("json", payoutRuleRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { payer, ...request } = c.req.valid("json");
      if (!(await ownProgramme(c, id))) return problem(c, "not-found");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const name = toBankKana(payer.name, "party");
      if (!name.ok || name.value === "")
        return problem(c, "kana-refused", {
          fields: [{ path: "payer.name", message: name.ok ? "" : name.error.character }],
        });
      if (!(await findBranch(db, payer)))
        return problem(c, "bank-unknown", { fields: [{ path: "payer.branchCode", message: "not known" }] });
      const special = Object.keys(request.fees.byOrganisation);
      const known = await organisationsByIds(db, caller.regionId, special);
      if (special.some((organisationId) => !known.get(organisationId)?.isMerchant))
        return problem(c, "invalid-request", {
          fields: [{ path: "fees.byOrganisation", message: "not a merchant of the region" }],
        });
      const [before] = await payoutRules(db, caller.regionId, id);
      if (before && request.effectiveFrom < before.effectiveFrom)
        return problem(c, "invalid-request", {
          fields: [{ path: "effectiveFrom", message: "before the last version" }],
        });
      const version = (before?.version ?? 0) + 1;
      const nowMs = clockOf(c.env).now();
      const account: PayerAccount = { ...payer, name: name.value };
      const added = await addPayoutRule(db, {
        programmeId: id,
        version,
        regionId: caller.regionId,
        ...request,
        fees: JSON.stringify(request.fees),
        fileOptions: JSON.stringify(request.fileOptions),
        payerSealed: await sealAccount(c.env, payerSealName(id, version), account),
        createdAtMs: nowMs,
        createdBy: caller.staffId,
      });
      if (!added) return problem(c, "conflict");
      await logged(c, {
        action: "payout.rule",
        subjectKind: "programme",
        subjectId: id,
        before: before ? { version: before.version, fees: before.fees, minimumYen: before.minimumYen } : null,
        after: { version, ...request, payerBankCode: payer.bankCode },
      });
      const [now] = await payoutRules(db, caller.regionId, id);
      return now ? c.json({ rule: await ruleBody(c, db, now) }) : problem(c, "internal");
    },
  )
  .get(
    "/programmes/:id/next-closing",
    doc("secretariat", "What the programme closes next, and whether it can begin", nextClosingSchema),
    staffOnly("closing.read"),
    valid("param", programmeParam),
    async (c) => {
      const { id } = c.req.valid("param");
      if (!(await ownProgramme(c, id))) return problem(c, "not-found");
      const { regionId } = c.get("staff");
      const { period, state, sealedThrough } = await nextClosing(databaseOf(c.env, regionId), regionId, id);
      return c.json({ period, state, sealedThrough });
    },
  );
