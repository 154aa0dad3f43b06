import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  addPasskeyRequestSchema,
  creationOptionsSchema,
  namePasskeyRequestSchema,
  passkeyParamSchema,
  passkeySignInRequestSchema,
  requestOptionsSchema,
} from "../../schema/api/passkeys.ts";
import { staffMeSchema } from "../../schema/api/staff.ts";
import { addedStaffPasskeySchema, staffPasskeysSchema } from "../../schema/api/staff-factors.ts";
import { MAX_PASSKEYS } from "../../schema/limits.ts";
import { databaseOf } from "../data/database.ts";
import { namePasskey, passkeysOf, removePasskey } from "../data/passkeys.ts";
import { recordSignIn } from "../data/sign-ins.ts";
import { passkeysChanged, removeFactors } from "../data/staff-factors.ts";
import { valid } from "../http/body.ts";
import { type StaffCaller, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { callerAddress } from "../http/network.ts";
import { problem } from "../http/problem.ts";
import { provedLately } from "../http/proof.ts";
import { overQuota } from "../http/throttled.ts";
import { browserMark, markBrowser } from "../passkeys/browser-mark.ts";
import type { PasskeyOwner } from "../passkeys/challenge.ts";
import { requestOptions } from "../passkeys/options.ts";
import { passkeyBody, sealPasskeyName } from "../passkeys/own.ts";
import { challengeFor, redeem } from "../passkeys/redeem.ts";
import { askForPasskey, keepPasskey } from "../passkeys/register.ts";
import { replaceRecoveryCodes } from "../staff-factors/enrol.ts";
import { factorStep, needsFactor } from "../staff-factors/factor-step.ts";
import { secondFactorOf } from "../staff-factors/judge-factor.ts";
import { doc } from "./doc.ts";
import { signedIn } from "./staff.ts";
import { changed, meWithout } from "./staff-factors.ts";

const ownerOf = ({ staffId }: StaffCaller): PasskeyOwner => ({ kind: "staff", id: staffId });
const adderOf = (caller: StaffCaller) => ({
  owner: ownerOf(caller),
  regionId: caller.regionId,
  sessionId: caller.session.sessionId,
});

/** Passkeys of staff: in place of ID, password and code, or in place of the code (PSK-8, PSK-9). */
export const staffPasskeys = new Hono<ApiContext>()
  .post(
    "/staff/passkeys/session/options",
    doc("staff", "What a device signs to sign an account in", requestOptionsSchema),
    async (c) => {
      const stopped = await overQuota(c, "sign-in:ip", callerAddress(c));
      if (stopped) return stopped;
      const asked = challengeFor(c, { for: "sign-in", kind: "staff", browser: markBrowser(c) });
      return c.json(requestOptions({ ...asked, allowed: [] }));
    },
  )
  .post(
    "/staff/passkeys/session",
    doc("staff", "Sign in with what a device signed, which is both factors in one", staffMeSchema),
    valid("json", passkeySignInRequestSchema),
    async (c) => {
      const stopped = await overQuota(c, "sign-in:ip", callerAddress(c));
      if (stopped) return stopped;
      const { assertion } = c.req.valid("json");
      const browser = browserMark(c);
      const use = { for: "sign-in", kind: "staff", browser: browser ?? "" } as const;
      const row = browser && (await redeem(c, databaseOf(c.env, null), use, assertion, { kind: "staff" }));
      if (row) return signedIn(c, row.ownerId, "passkey");
      recordSignIn(c, {
        kind: "staff",
        regionId: null,
        subjectId: null,
        outcome: "wrong",
        factor: "passkey",
      });
      return problem(c, "passkey-not-accepted");
    },
  )
  .post(
    "/staff/factor/passkey",
    doc("staff", "What a device signs as the second step of signing in", requestOptionsSchema),
    staffOnly(undefined, { factor: true, firstPassword: true, terms: true }),
    async (c) => {
      const caller = c.get("staff");
      const allowed = await passkeysOf(databaseOf(c.env, caller.regionId), ownerOf(caller));
      if (factorStep(caller, caller.session) !== "ask" || allowed.length === 0) return problem(c, "conflict");
      const asked = challengeFor(c, secondFactorOf(caller, caller.session.sessionId));
      return c.json(requestOptions({ ...asked, allowed }));
    },
  )
  .get(
    "/staff/passkeys",
    doc("staff", "One's own passkeys", staffPasskeysSchema),
    staffOnly(undefined, { factorSetUp: true, terms: true }),
    async (c) => {
      const caller = c.get("staff");
      const rows = await passkeysOf(databaseOf(c.env, caller.regionId), ownerOf(caller));
      return c.json({
        passkeys: await Promise.all(rows.map((row) => passkeyBody(c.env, row))),
        most: MAX_PASSKEYS,
      });
    },
  )
  .post(
    "/staff/passkeys/options",
    doc("staff", "What a device makes a passkey from", creationOptionsSchema),
    staffOnly(undefined, { factorSetUp: true, terms: true }),
    provedLately,
    async (c) => {
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      if ((await passkeysOf(db, ownerOf(caller))).length >= MAX_PASSKEYS) return problem(c, "limit-exceeded");
      return c.json(await askForPasskey(c, db, adderOf(caller), caller.loginId));
    },
  )
  .post(
    "/staff/passkeys",
    doc(
      "staff",
      "Keep the passkey that a device made; other devices are signed out, a first factor's codes are shown once",
      addedStaffPasskeySchema,
    ),
    staffOnly(undefined, { factorSetUp: true, terms: true }),
    provedLately,
    valid("json", addPasskeyRequestSchema),
    async (c) => {
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const row = await keepPasskey(c, db, adderOf(caller), c.req.valid("json").attestation);
      if (!row) return problem(c, "passkey-not-accepted");
      const isFirst = caller.factors.kinds.length === 0;
      const recoveryCodes = isFirst ? [...(await replaceRecoveryCodes(c.env, caller))] : null;
      const nowMs = clockOf(c.env).now();
      await passkeysChanged(db, caller, nowMs);
      // Its owner was checked by the device this very moment.
      await changed(c, caller, "staff.passkey", nowMs);
      return c.json({ passkey: await passkeyBody(c.env, row), recoveryCodes });
    },
  )
  .put(
    "/staff/passkeys/:id",
    doc("staff", "Name one of one's own passkeys", namePasskeyRequestSchema),
    staffOnly(undefined, { terms: true }),
    valid("param", passkeyParamSchema),
    valid("json", namePasskeyRequestSchema),
    async (c) => {
      const caller = c.get("staff");
      const { id } = c.req.valid("param");
      const { name } = c.req.valid("json");
      const sealed = await sealPasskeyName(c.env, id, name);
      const named = await namePasskey(databaseOf(c.env, caller.regionId), ownerOf(caller), id, sealed);
      return named ? c.json({ name }) : problem(c, "not-found");
    },
  )
  .post(
    "/staff/passkeys/:id/removal",
    doc("staff", "Remove one of one's own passkeys; other devices are signed out", staffMeSchema),
    staffOnly(undefined, { terms: true }),
    provedLately,
    valid("param", passkeyParamSchema),
    async (c) => {
      const caller = c.get("staff");
      const { id } = c.req.valid("param");
      const db = databaseOf(c.env, caller.regionId);
      const own = await passkeysOf(db, ownerOf(caller));
      if (!own.some((row) => row.id === id)) return problem(c, "not-found");
      const isOnly = own.length === 1 && caller.factors.kinds.every((kind) => kind === "passkey");
      if (isOnly && needsFactor(caller)) return problem(c, "factor-set-up-required");
      const nowMs = clockOf(c.env).now();
      // The last of all takes the codes on paper with it: there is nothing left that they stand in for.
      if (isOnly) await removeFactors(db, caller, nowMs);
      else {
        await removePasskey(db, ownerOf(caller), id);
        await passkeysChanged(db, caller, nowMs);
      }
      const gone = own.length > 1 ? null : "passkey";
      return c.json(await meWithout(c, caller, gone, "staff.passkey-removed"));
    },
  );
