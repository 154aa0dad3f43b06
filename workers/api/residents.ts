import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  residentMeSchema,
  residentSessionRequestSchema,
  signedOutSchema,
  verificationReplySchema,
  verificationRequestSchema,
} from "../../schema/api/residents.ts";
import type { ResidentId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { findResident, findResidentByPhone, registerResident } from "../data/residents.ts";
import { recordSignIn } from "../data/sign-ins.ts";
import { valid } from "../http/body.ts";
import { nobodyIsNull, residentOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { callerAddress } from "../http/network.ts";
import { problem } from "../http/problem.ts";
import { sealText } from "../http/seal.ts";
import { overQuota } from "../http/throttled.ts";
import { canCall, codeBrake, codeEntered, sendCode } from "../messages/code.ts";
import { CODE_VALID_MS, NEXT_CODE_MS } from "../phones/code.ts";
import { mobileNumber, phoneLookup } from "../phones/number.ts";
import { codeNeeded } from "../residents/away.ts";
import { endResidentSession, startResidentSession } from "../residents/device-session.ts";
import { enteredCode } from "../residents/entered-code.ts";
import { residentMe } from "../residents/me.ts";
import { giveNumberUp, isShutToSms } from "../residents/silent-number.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

/** Residents sign in and register with their phone (S20). */
export const residents = new Hono<ApiContext>()
  .post(
    "/residents/verification",
    doc(
      "resident",
      "Send a 6-digit code by SMS or a call; the reply says nothing of the number",
      verificationReplySchema,
    ),
    valid("json", verificationRequestSchema),
    async (c) => {
      const stopped = await codeBrake(c);
      if (stopped) return stopped;
      const { phone: written, by } = c.req.valid("json");
      const phone = mobileNumber(written);
      if (!phone) return problem(c, "phone-not-mobile");
      const voice = await canCall(c);
      if (by === "voice" && !voice) return problem(c, "messages-stopped");
      const refused = await sendCode(c, phone, "sign-in", by);
      if (refused) return refused;
      return c.json({ sent: true as const, validForMs: CODE_VALID_MS, nextInMs: NEXT_CODE_MS, voice });
    },
  )
  .post(
    "/residents/session",
    doc("resident", "Sign in with the code; registers where the phone is new", residentMeSchema),
    valid("json", residentSessionRequestSchema),
    async (c) => {
      const stopped = await overQuota(c, "sign-in:ip", callerAddress(c));
      if (stopped) return stopped;
      const { phone: written, code, anew } = c.req.valid("json");
      const phone = mobileNumber(written);
      if (!phone) return problem(c, "phone-not-mobile");
      const name = phoneLookup(c.env, phone);
      const refused = await enteredCode(c, phone, "sign-in", code, async (outcome) =>
        recordSignIn(c, {
          kind: "resident",
          regionId: null,
          subjectId: await findResidentByPhone(databaseOf(c.env, null), name),
          outcome,
          factor: "sms",
        }),
      );
      if (refused) return refused;
      codeEntered(c, phone, "sign-in");
      const db = databaseOf(c.env, null);
      let known = await findResidentByPhone(db, name);
      if (known !== null && (await findResident(db, known))?.stoppedAtMs != null) {
        recordSignIn(c, {
          kind: "resident",
          regionId: null,
          subjectId: known,
          outcome: "stopped",
          factor: "sms",
        });
        return problem(c, "account-stopped");
      }
      if (known !== null && (await isShutToSms(c.env, db, known))) {
        const givenUp = anew && (await giveNumberUp(c.env, db, { residentId: known, lookup: name }));
        recordSignIn(c, {
          kind: "resident",
          regionId: null,
          subjectId: known,
          outcome: givenUp ? "number-released" : "silent",
          factor: "sms",
        });
        if (!givenUp) return problem(c, "number-silent");
        known = null;
      }
      const candidate = newId<ResidentId>();
      const residentId =
        known ??
        (await registerResident(
          db,
          {
            residentId: candidate,
            lookup: name,
            sealed: await sealText(c.env.PHONE_KEY, "phone", candidate, phone),
          },
          clockOf(c.env).now(),
        ));
      await startResidentSession(c, residentId);
      recordSignIn(c, {
        kind: "resident",
        regionId: null,
        subjectId: residentId,
        outcome: "success",
        factor: "sms",
      });
      return c.json(await residentMe(c.env, residentId, { registered: known === null, codeNeeded: false }));
    },
  )
  .get(
    "/residents/me",
    doc("resident", "Who is signed in; null for nobody", residentMeSchema.nullable()),
    nobodyIsNull("resident"),
    residentOnly,
    async (c) => {
      const { residentId } = c.get("resident");
      const asked = { registered: false, codeNeeded: await codeNeeded(c) };
      return c.json(await residentMe(c.env, residentId, asked));
    },
  )
  .delete("/residents/session", doc("resident", "Sign out on this device", signedOutSchema), async (c) => {
    await endResidentSession(c);
    return c.json({ signedOut: true as const });
  });
