import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  residentMeSchema,
  residentSignInRequestSchema,
  verificationReplySchema,
  verificationRequestSchema,
} from "../../schema/api/residents.ts";
import { databaseOf } from "../data/database.ts";
import { phoneRowOf } from "../data/residents.ts";
import { recordSignIn } from "../data/sign-ins.ts";
import { valid } from "../http/body.ts";
import { residentOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { callerAddress } from "../http/network.ts";
import { problem } from "../http/problem.ts";
import { PROOF_MS } from "../http/proof.ts";
import { overQuota } from "../http/throttled.ts";
import { canCall, codeBrake, codeEntered, sendCode } from "../messages/code.ts";
import { tellNumberMoved } from "../messages/told.ts";
import { CODE_VALID_MS, NEXT_CODE_MS } from "../phones/code.ts";
import { mobileNumber } from "../phones/number.ts";
import { codeNeeded } from "../residents/away.ts";
import { signOutDevices } from "../residents/device-session.ts";
import { enteredCode } from "../residents/entered-code.ts";
import { phoneOfResident, residentMe } from "../residents/me.ts";
import { freeNumber, moveNumber } from "../residents/move-number.ts";
import { doc } from "./doc.ts";

/** How long ago somebody showed on this device to be the owner of the present number. */
function provenAgoMs(c: Context<ApiContext>): number {
  return clockOf(c.env).now() - c.get("resident").device.provenAtMs;
}

async function me(c: Context<ApiContext>) {
  const { residentId } = c.get("resident");
  return residentMe(c.env, residentId, { registered: false, codeNeeded: await codeNeeded(c) });
}

/** Another number for the same resident, from a device on which a code of the present one was entered lately (RES-12). */
export const number = new Hono<ApiContext>()
  .post(
    "/residents/number/verification",
    doc(
      "resident",
      "Send a code to the number one wants to have; the reply says nothing of it",
      verificationReplySchema,
    ),
    residentOnly,
    valid("json", verificationRequestSchema),
    async (c) => {
      const stopped = await codeBrake(c);
      if (stopped) return stopped;
      if (provenAgoMs(c) >= PROOF_MS) return problem(c, "code-needed");
      const { phone: written, by } = c.req.valid("json");
      const phone = mobileNumber(written);
      if (!phone) return problem(c, "phone-not-mobile");
      const voice = await canCall(c);
      if (by === "voice" && !voice) return problem(c, "messages-stopped");
      const refused = await sendCode(c, phone, "new-number", by);
      if (refused) return refused;
      return c.json({ sent: true as const, validForMs: CODE_VALID_MS, nextInMs: NEXT_CODE_MS, voice });
    },
  )
  .post(
    "/residents/number",
    doc(
      "resident",
      "Move to the number with its code; every other device is signed out, the old number is told",
      residentMeSchema,
    ),
    residentOnly,
    valid("json", residentSignInRequestSchema),
    async (c) => {
      const stopped = await overQuota(c, "sign-in:ip", callerAddress(c));
      if (stopped) return stopped;
      const { phone: written, code } = c.req.valid("json");
      const phone = mobileNumber(written);
      if (!phone) return problem(c, "phone-not-mobile");
      const { residentId, device } = c.get("resident");
      const db = databaseOf(c.env, null);
      const [row, before] = await Promise.all([
        phoneRowOf(db, residentId),
        phoneOfResident(c.env, residentId),
      ]);
      if (!row) return problem(c, "session-expired");
      // A reply that was lost is asked for again: it is done already.
      if (before === phone) return c.json(await me(c));
      // Whoever had a code sent in time has as long as the code is good.
      if (provenAgoMs(c) >= PROOF_MS + CODE_VALID_MS) return problem(c, "code-needed");
      const refused = await enteredCode(c, phone, "new-number", code);
      if (refused) return refused;
      codeEntered(c, phone, "new-number");
      // From here on whoever asks has shown that the number is theirs: what signing in would tell may be told.
      if (!(await freeNumber(c.env, db, { residentId, phone }))) return problem(c, "number-in-use");
      const move = { residentId, device: device.id, fromLookup: row.lookup, to: phone };
      const moved = await moveNumber(c.env, db, move);
      if (!moved) return problem(c, "changed-meanwhile");
      await signOutDevices(c, residentId, { allBut: device.id });
      recordSignIn(c, {
        kind: "resident",
        regionId: null,
        subjectId: residentId,
        outcome: "number-changed",
        factor: "sms",
      });
      if (before) c.executionCtx.waitUntil(tellNumberMoved(c.env, { from: before, to: phone }));
      return c.json(await me(c));
    },
  );
