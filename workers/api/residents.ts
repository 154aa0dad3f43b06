import { Hono } from "hono";
import parsePhoneNumber from "libphonenumber-js/max";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { verificationCode, verificationCodeHash } from "../../durable-objects/verification/code.ts";
import {
  residentMeSchema,
  residentSignInRequestSchema,
  signedOutSchema,
  verificationReplySchema,
  verificationRequestSchema,
} from "../../schema/api/residents.ts";
import type { ResidentId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { findResidentByPhone, registerResident, sealedPhoneOf } from "../data/residents.ts";
import { recordSignIn } from "../data/sign-ins.ts";
import type { Env } from "../env.ts";
import { smsGateway } from "../gateways/sms.ts";
import { verificationText } from "../gateways/sms-words.ts";
import { verificationActor } from "../http/actors.ts";
import { valid } from "../http/body.ts";
import { nobodyIsNull, residentOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { callerAddress } from "../http/network.ts";
import { problem } from "../http/problem.ts";
import { openSealedText, sealText } from "../http/seal.ts";
import { keyedHashHex, subKey } from "../http/secrets.ts";
import { endSession, startSession } from "../http/session.ts";
import { overQuota } from "../http/throttled.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

/** How long a code is good, and when another may be asked for; the actor holds the limits (S20). */
const CODE_VALID_MS = 10 * 60_000;
const NEXT_CODE_MS = 60_000;

/** A Japanese mobile number in E.164, or null for anything else (DOMAIN 5: 020 and 050 are valid but no mobiles). */
export function mobileNumber(text: string): string | null {
  const phone = parsePhoneNumber(text.normalize("NFKC"), "JP");
  return phone?.countryCallingCode === "81" && phone.getType() === "MOBILE" ? phone.number : null;
}

/** The HMAC by which a phone is looked up and its VerificationActor named (WHO-3). */
export function phoneLookup(env: Pick<Env, "PHONE_KEY">, phone: string): string {
  return keyedHashHex(env.PHONE_KEY, "phone-lookup", phone);
}

/** What the wallet knows of itself. */
async function residentMe(env: Env, residentId: ResidentId, registered: boolean) {
  const sealed = await sealedPhoneOf(databaseOf(env, null), residentId);
  const phone = sealed ? await openSealedText(env.PHONE_KEY, "phone", residentId, sealed) : null;
  return { residentId, phoneEnd: phone?.slice(-4) ?? "", registered, serverNowMs: clockOf(env).now() };
}

/** Residents sign in and register with their phone (S20). */
export const residents = new Hono<ApiContext>()
  .post(
    "/residents/verification",
    doc(
      "resident",
      "Send a 6-digit code by SMS; the reply is the same whatever happened",
      verificationReplySchema,
    ),
    valid("json", verificationRequestSchema),
    async (c) => {
      const stopped = await overQuota(c, "verification:ip", callerAddress(c));
      if (stopped) return stopped;
      const phone = mobileNumber(c.req.valid("json").phone);
      if (!phone) return problem(c, "phone-not-mobile");
      const name = phoneLookup(c.env, phone);
      const code = verificationCode((bytes) => crypto.getRandomValues(bytes));
      const codeHash = verificationCodeHash(subKey(c.env.PHONE_KEY, "verification"), name, code);
      const started = await verificationActor(c.env, name).start({ codeHash });
      if (started.ok) {
        const host = new URL(c.env.PUBLIC_ORIGIN).host;
        const gateway = await smsGateway(c.env);
        const sent = await gateway.send({ to: phone, text: verificationText(code, host, CODE_VALID_MS) });
        if (!sent.ok) return problem(c, "try-again");
      }
      return c.json({ sent: true as const, validForMs: CODE_VALID_MS, nextInMs: NEXT_CODE_MS });
    },
  )
  .post(
    "/residents/session",
    doc("resident", "Sign in with the code; registers where the phone is new", residentMeSchema),
    valid("json", residentSignInRequestSchema),
    async (c) => {
      const stopped = await overQuota(c, "sign-in:ip", callerAddress(c));
      if (stopped) return stopped;
      const { phone: written, code } = c.req.valid("json");
      const phone = mobileNumber(written);
      if (!phone) return problem(c, "phone-not-mobile");
      const name = phoneLookup(c.env, phone);
      const codeHash = verificationCodeHash(subKey(c.env.PHONE_KEY, "verification"), name, code);
      const checked = await verificationActor(c.env, name).check({ codeHash });
      if (!checked.ok) {
        if (checked.error.code === "try-again") return problem(c, "try-again");
        recordSignIn(c, {
          kind: "resident",
          regionId: null,
          subjectId: await findResidentByPhone(databaseOf(c.env, null), name),
          outcome: checked.error.code === "code-not-accepted" ? "wrong" : "locked",
          factor: "sms",
        });
        if (checked.error.code === "code-not-accepted") return problem(c, "code-wrong");
        const retryAfterMs = Math.max(0, checked.error.retryAtMs - clockOf(c.env).now());
        return problem(c, "code-locked", { retryAfterMs });
      }
      const db = databaseOf(c.env, null);
      const known = await findResidentByPhone(db, name);
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
      await startSession(c, "resident", residentId);
      recordSignIn(c, {
        kind: "resident",
        regionId: null,
        subjectId: residentId,
        outcome: "success",
        factor: "sms",
      });
      return c.json(await residentMe(c.env, residentId, known === null));
    },
  )
  .get(
    "/residents/me",
    doc("resident", "Who is signed in; null for nobody", residentMeSchema.nullable()),
    nobodyIsNull("resident"),
    residentOnly,
    async (c) => c.json(await residentMe(c.env, c.get("resident").residentId, false)),
  )
  .delete("/residents/session", doc("resident", "Sign out on this device", signedOutSchema), (c) => {
    endSession(c, "resident");
    return c.json({ signedOut: true as const });
  });
