import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  ownCodeRequestSchema,
  proofRequestSchema,
  residentMeSchema,
  verificationReplySchema,
} from "../../schema/api/residents.ts";
import { databaseOf } from "../data/database.ts";
import { deviceProven } from "../data/resident-devices.ts";
import { valid } from "../http/body.ts";
import { forgetDevices, residentOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { problem } from "../http/problem.ts";
import { overQuota } from "../http/throttled.ts";
import { canCall, codeBrake, codeEntered, sendCode } from "../messages/code.ts";
import { CODE_VALID_MS, NEXT_CODE_MS } from "../phones/code.ts";
import { enteredCode } from "../residents/entered-code.ts";
import { phoneOfResident, residentMe } from "../residents/me.ts";
import { doc } from "./doc.ts";

/** Showing on a signed-in device that the number is still one's own: after days away, and before the number changes. */
export const proof = new Hono<ApiContext>()
  .post(
    "/residents/proof/verification",
    doc("resident", "Send a code to one's own number", verificationReplySchema),
    residentOnly,
    valid("json", ownCodeRequestSchema),
    async (c) => {
      const stopped = await codeBrake(c);
      if (stopped) return stopped;
      const { by } = c.req.valid("json");
      const voice = await canCall(c);
      if (by === "voice" && !voice) return problem(c, "messages-stopped");
      const phone = await phoneOfResident(c.env, c.get("resident").residentId);
      if (!phone) return problem(c, "session-expired");
      const refused = await sendCode(c, phone, "proof", by);
      if (refused) return refused;
      return c.json({ sent: true as const, validForMs: CODE_VALID_MS, nextInMs: NEXT_CODE_MS, voice });
    },
  )
  .post(
    "/residents/proof",
    doc("resident", "Enter the code; this device pays and charges again", residentMeSchema),
    residentOnly,
    valid("json", proofRequestSchema),
    async (c) => {
      const { residentId, device, session } = c.get("resident");
      const stopped = await overQuota(c, "sign-in:account", residentId);
      if (stopped) return stopped;
      const phone = await phoneOfResident(c.env, residentId);
      if (!phone) return problem(c, "session-expired");
      const refused = await enteredCode(c, phone, "proof", c.req.valid("json").code);
      if (refused) return refused;
      codeEntered(c, phone, "proof");
      await deviceProven(databaseOf(c.env, null), device.id, clockOf(c.env).now());
      forgetDevices(c.env.DB, [session.sessionId]);
      return c.json(await residentMe(c.env, residentId, { registered: false, codeNeeded: false }));
    },
  );
