import { createHmac, timingSafeEqual } from "node:crypto";
import type * as z from "zod";
import { mailReportSchema } from "../../schema/api/newsletters.ts";

export type MailReport = z.output<typeof mailReportSchema>;

/**
 * What a relay reports, where it signed it: `x-signature` is the HMAC-SHA256 of the body under its token, hex. Null where it
 * didn't, or the body says nothing we know.
 */
export function readMailReport(token: string, body: string, signature: string | null): MailReport | null {
  const wanted = createHmac("sha256", token).update(body).digest();
  const given = Buffer.from(signature ?? "", "hex");
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  try {
    const parsed = mailReportSchema.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
