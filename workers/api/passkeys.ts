import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  addPasskeyRequestSchema,
  creationOptionsSchema,
  namePasskeyRequestSchema,
  passkeyOptionsRequestSchema,
  passkeyParamSchema,
  passkeySchema,
  passkeySignInRequestSchema,
  passkeysSchema,
  removedPasskeySchema,
  removePasskeyRequestSchema,
  requestOptionsSchema,
} from "../../schema/api/passkeys.ts";
import { residentMeSchema } from "../../schema/api/residents.ts";
import type { ResidentId } from "../../schema/ids.ts";
import { MAX_PASSKEYS } from "../../schema/limits.ts";
import { databaseOf } from "../data/database.ts";
import { namePasskey, passkeysOf, paymentLimitOf, removePasskey } from "../data/passkeys.ts";
import { findResident } from "../data/residents.ts";
import { recordSignIn } from "../data/sign-ins.ts";
import { valid } from "../http/body.ts";
import { type ResidentCaller, residentOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { callerAddress } from "../http/network.ts";
import { problem } from "../http/problem.ts";
import { overQuota } from "../http/throttled.ts";
import { browserMark, markBrowser } from "../passkeys/browser-mark.ts";
import type { PasskeyOwner } from "../passkeys/challenge.ts";
import { limitInForce, shownLimit } from "../passkeys/limit.ts";
import { requestOptions } from "../passkeys/options.ts";
import { isProven, passkeyBody, sealPasskeyName } from "../passkeys/own.ts";
import { challengeFor, isConfirmed, redeem } from "../passkeys/redeem.ts";
import { askForPasskey, keepPasskey } from "../passkeys/register.ts";
import { startResidentSession } from "../residents/device-session.ts";
import { phoneOfResident, residentMe } from "../residents/me.ts";
import { doc } from "./doc.ts";

const ownerOf = ({ residentId }: ResidentCaller): PasskeyOwner => ({ kind: "resident", id: residentId });
const adderOf = (caller: ResidentCaller) => ({
  owner: ownerOf(caller),
  regionId: null,
  sessionId: caller.session.sessionId,
});

/** Whether the caller's payments are confirmed at this moment, as it stands and not as it is remembered (PSK-6). */
async function asksConfirming(c: Context<ApiContext>): Promise<boolean> {
  const limit = await paymentLimitOf(databaseOf(c.env, null), c.get("resident").residentId);
  return limit !== null && limitInForce(limit, clockOf(c.env).now()) !== null;
}

/** Residents' passkeys: signing in, adding, naming, removing (PSK). */
export const passkeys = new Hono<ApiContext>()
  .post(
    "/residents/passkeys/session/options",
    doc("resident", "What a device signs to sign somebody in", requestOptionsSchema),
    async (c) => {
      const stopped = await overQuota(c, "sign-in:ip", callerAddress(c));
      if (stopped) return stopped;
      const asked = challengeFor(c, { for: "sign-in", kind: "resident", browser: markBrowser(c) });
      return c.json(requestOptions({ ...asked, allowed: [] }));
    },
  )
  .post(
    "/residents/passkeys/session",
    doc("resident", "Sign in with what a device signed", residentMeSchema),
    valid("json", passkeySignInRequestSchema),
    async (c) => {
      const stopped = await overQuota(c, "sign-in:ip", callerAddress(c));
      if (stopped) return stopped;
      const { assertion } = c.req.valid("json");
      const browser = browserMark(c);
      const use = { for: "sign-in", kind: "resident", browser: browser ?? "" } as const;
      const row = browser && (await redeem(c, databaseOf(c.env, null), use, assertion, { kind: "resident" }));
      const tried = { kind: "resident", regionId: null, factor: "passkey" } as const;
      if (!row) {
        recordSignIn(c, { ...tried, subjectId: null, outcome: "wrong" });
        return problem(c, "passkey-not-accepted");
      }
      const residentId = row.ownerId as ResidentId;
      if ((await findResident(databaseOf(c.env, null), residentId))?.stoppedAtMs != null) {
        recordSignIn(c, { ...tried, subjectId: residentId, outcome: "stopped" });
        return problem(c, "account-stopped");
      }
      await startResidentSession(c, residentId);
      recordSignIn(c, { ...tried, subjectId: residentId, outcome: "success" });
      return c.json(await residentMe(c.env, residentId, { registered: false, codeNeeded: false }));
    },
  )
  .get(
    "/residents/passkeys",
    doc("resident", "One's own passkeys", passkeysSchema),
    residentOnly,
    async (c) => {
      const caller = c.get("resident");
      const nowMs = clockOf(c.env).now();
      const db = databaseOf(c.env, null);
      const rows = await passkeysOf(db, ownerOf(caller));
      return c.json({
        passkeys: await Promise.all(rows.map((row) => passkeyBody(c.env, row))),
        most: MAX_PASSKEYS,
        asksCode: !isProven(caller, nowMs),
        limit: shownLimit((await paymentLimitOf(db, caller.residentId)) ?? caller.device.limit, nowMs),
        serverNowMs: nowMs,
      });
    },
  )
  .post(
    "/residents/passkeys/options",
    doc("resident", "What a device makes a passkey from", creationOptionsSchema),
    residentOnly,
    valid("json", passkeyOptionsRequestSchema),
    async (c) => {
      const caller = c.get("resident");
      const db = databaseOf(c.env, null);
      const phone = await phoneOfResident(c.env, caller.residentId);
      if (!phone) return problem(c, "session-expired");
      if ((await passkeysOf(db, ownerOf(caller))).length >= MAX_PASSKEYS) return problem(c, "limit-exceeded");
      const { confirmation } = c.req.valid("json");
      // While payments are confirmed, whoever holds the open phone adds no finger of their own (PSK-6).
      if (await asksConfirming(c)) {
        if (!(await isConfirmed(c, db, caller, { for: "addition" }, confirmation)))
          return problem(c, "confirmation-needed");
      } else if (!isProven(caller, clockOf(c.env).now())) return problem(c, "code-needed");
      // What the phone's own list shows: enough to know oneself by.
      return c.json(await askForPasskey(c, db, adderOf(caller), `Tegata *${phone.slice(-4)}`));
    },
  )
  .post(
    "/residents/passkeys",
    doc("resident", "Keep the passkey that a device made", passkeySchema),
    residentOnly,
    valid("json", addPasskeyRequestSchema),
    async (c) => {
      const caller = c.get("resident");
      const { attestation } = c.req.valid("json");
      const row = await keepPasskey(c, databaseOf(c.env, null), adderOf(caller), attestation);
      if (!row) return problem(c, "passkey-not-accepted");
      return c.json(await passkeyBody(c.env, row));
    },
  )
  .put(
    "/residents/passkeys/:id",
    doc("resident", "Name one of one's own passkeys", namePasskeyRequestSchema),
    residentOnly,
    valid("param", passkeyParamSchema),
    valid("json", namePasskeyRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { name } = c.req.valid("json");
      const sealed = await sealPasskeyName(c.env, id, name);
      const named = await namePasskey(databaseOf(c.env, null), ownerOf(c.get("resident")), id, sealed);
      return named ? c.json({ name }) : problem(c, "not-found");
    },
  )
  .post(
    "/residents/passkeys/:id/removal",
    doc("resident", "Remove one of one's own passkeys", removedPasskeySchema),
    residentOnly,
    valid("param", passkeyParamSchema),
    valid("json", removePasskeyRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { confirmation } = c.req.valid("json");
      const caller = c.get("resident");
      const db = databaseOf(c.env, null);
      const owner = ownerOf(caller);
      if (!(await passkeysOf(db, owner)).some((row) => row.id === id)) return problem(c, "not-found");
      const what = { for: "removal", passkeyId: id } as const;
      if ((await asksConfirming(c)) && !(await isConfirmed(c, db, caller, what, confirmation)))
        return problem(c, "confirmation-needed");
      const gone = await removePasskey(db, owner, id);
      return gone ? c.json({ removed: true as const }) : problem(c, "not-found");
    },
  );
