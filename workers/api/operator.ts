import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { createdRegionSchema, createRegionRequestSchema } from "../../schema/api/organisations.ts";
import type { OrganisationId, RegionId, StaffId } from "../../schema/ids.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { createRegion } from "../data/organisations.ts";
import { valid } from "../http/body.ts";
import type { ApiContext } from "../http/context.ts";
import { operatorOnly } from "../http/operator.ts";
import { firstPassword, hashPassword } from "../http/password.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";
import { operatorArchive } from "./operator-archive.ts";
import { operatorAudit } from "./operator-audit.ts";
import { operatorBooks } from "./operator-books.ts";

/** What the operator does from a shell, with a key instead of an account. */
export const operator = new Hono<ApiContext>()
  .post(
    "/operator/regions",
    doc("operator", "Create a region with its first secretariat account", createdRegionSchema),
    operatorOnly,
    valid("json", createRegionRequestSchema),
    async (c) => {
      const { name, domain, municipalities, secretariat } = c.req.valid("json");
      const nowMs = clockOf(c.env).now();
      const regionId = newId<RegionId>();
      const organisationId = newId<OrganisationId>();
      const password = secretariat.password ?? firstPassword();
      const created = await createRegion(databaseOf(c.env, regionId), {
        region: { id: regionId, name, domain: domain ?? null, createdAtMs: nowMs },
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
        after: { name, domain, loginId: secretariat.loginId },
        requestId: c.get("requestId"),
      });
      return c.json({ regionId, organisationId, loginId: secretariat.loginId, firstPassword: password });
    },
  )
  .route("/", operatorBooks)
  .route("/operator/archive", operatorArchive)
  .route("/operator/audit", operatorAudit);
