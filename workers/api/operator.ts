import { Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { regionApprovalsSchema } from "../../schema/api/approvals.ts";
import { entity } from "../../schema/api/common.ts";
import { createdRegionSchema, createRegionRequestSchema } from "../../schema/api/organisations.ts";
import type { OrganisationId, RegionId, StaffId } from "../../schema/ids.ts";
import { approvalPolicy, setApprovalPolicy } from "../data/approvals.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { createRegion } from "../data/organisations.ts";
import { findRegion } from "../data/regions.ts";
import { valid } from "../http/body.ts";
import type { ApiContext } from "../http/context.ts";
import { operatorOnly } from "../http/operator.ts";
import { problem } from "../http/problem.ts";
import { firstPassword, hashPassword } from "../passwords/password.ts";
import { refusedPassword } from "../passwords/refused-password.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";
import { operatorAffected } from "./operator-affected.ts";
import { operatorArchive } from "./operator-archive.ts";
import { operatorAudit } from "./operator-audit.ts";
import { operatorBooks } from "./operator-books.ts";
import { operatorMessages } from "./operator-messages.ts";
import { operatorStaff } from "./operator-staff.ts";
import { operatorTerms } from "./operator-terms.ts";

const regionParam = z.object({ id: entity<RegionId>("region") });

/** What the operator does from a shell, with a key instead of an account. */
export const operator = new Hono<ApiContext>()
  .post(
    "/operator/regions",
    doc("operator", "Create a region with its first secretariat account", createdRegionSchema),
    operatorOnly,
    valid("json", createRegionRequestSchema),
    async (c) => {
      const { name, kana, domain, municipalities, approvals, secretariat } = c.req.valid("json");
      const nowMs = clockOf(c.env).now();
      const regionId = newId<RegionId>();
      const organisationId = newId<OrganisationId>();
      const { loginId, staffName } = secretariat;
      const password = secretariat.password ?? firstPassword();
      const refused =
        secretariat.password && (await refusedPassword(c, password, [loginId, staffName, name]));
      if (refused) return refused;
      const created = await createRegion(databaseOf(c.env, regionId), {
        region: {
          id: regionId,
          name,
          kana: kana ?? null,
          domain: domain ?? null,
          approvals: approvals ? JSON.stringify(approvals) : null,
          createdAtMs: nowMs,
        },
        municipalities,
        secretariat: {
          id: organisationId,
          regionId,
          parentId: null,
          name: secretariat.organisationName,
          kana: secretariat.organisationKana,
          isSecretariat: true,
          isIssuer: false,
          isMerchant: false,
          state: "active",
          createdAtMs: nowMs,
          guestsPerDay: null,
        },
        account: {
          id: newId<StaffId>(),
          regionId,
          loginId: secretariat.loginId,
          name: secretariat.staffName,
          passwordHash: await hashPassword(password),
          mustChangePassword: true,
          state: "active",
          sessionsFromMs: 0,
          createdAtMs: nowMs,
          createdBy: null,
        },
      });
      if (!created) return problem(c, "conflict");
      await writeAudit(databaseOf(c.env, regionId), {
        regionId,
        atMs: nowMs,
        actor: "operator",
        action: "region.create",
        subjectKind: "region",
        subjectId: regionId,
        after: { name, domain, approvals, loginId: secretariat.loginId },
        requestId: c.get("requestId"),
      });
      return c.json({ regionId, organisationId, loginId: secretariat.loginId, firstPassword: password });
    },
  )
  .get(
    "/operator/regions/:id/approvals",
    doc("operator", "What needs a second person in a region", regionApprovalsSchema),
    operatorOnly,
    valid("param", regionParam),
    async (c) => {
      const { id } = c.req.valid("param");
      const db = databaseOf(c.env, id);
      if (!(await findRegion(db, id))) return problem(c, "not-found");
      return c.json({ approvals: await approvalPolicy(db, id) });
    },
  )
  .post(
    "/operator/regions/:id/approvals",
    doc("operator", "Set what needs a second person in a region", regionApprovalsSchema),
    operatorOnly,
    valid("param", regionParam),
    valid("json", regionApprovalsSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { approvals } = c.req.valid("json");
      const db = databaseOf(c.env, id);
      const before = await setApprovalPolicy(db, id, approvals);
      if (before === null) return problem(c, "not-found");
      await writeAudit(db, {
        regionId: id,
        atMs: clockOf(c.env).now(),
        actor: "operator",
        action: "region.approvals",
        subjectKind: "region",
        subjectId: id,
        before,
        after: approvals,
        requestId: c.get("requestId"),
      });
      return c.json({ approvals });
    },
  )
  .route("/", operatorAffected)
  .route("/", operatorBooks)
  .route("/operator/archive", operatorArchive)
  .route("/operator/audit", operatorAudit)
  .route("/operator/staff", operatorStaff)
  .route("/operator/terms", operatorTerms)
  .route("/operator/messages", operatorMessages);
