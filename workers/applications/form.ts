import { sha256 } from "../../durable-objects/lib/hash.ts";
import type { ApplicationForm } from "../../schema/api/applications.ts";
import { openSealedText, sealText } from "../http/seal.ts";

/** What a form is sealed for: nothing else can open it, and no other row (WHO-4). */
const USE = "application";

/** The form as it lies in D1. */
export function sealForm(secret: string, applicationId: string, form: ApplicationForm): Promise<string> {
  return sealText(secret, USE, `application:${applicationId}`, JSON.stringify(form));
}

/** The form again; null where it was not sealed with this secret for this application. */
export async function openForm(
  secret: string,
  applicationId: string,
  sealed: string,
): Promise<ApplicationForm | null> {
  const text = await openSealedText(secret, USE, `application:${applicationId}`, sealed);
  return text === null ? null : (JSON.parse(text) as ApplicationForm);
}

/** What is kept of the private link's key: enough to know it again. */
export function keyHashOf(key: string): string {
  return sha256(`application-key/1|${key}`);
}

/** Tells the same form sent again from another one. */
export function bodyHashOf(form: ApplicationForm): string {
  return sha256(`application-form/1|${JSON.stringify(form)}`);
}

/** What the applicant quotes on the telephone: eight digits in two groups. It opens nothing. */
export function receiptNumber(random: Uint8Array): string {
  const digits = [...random.subarray(0, 8)].map((byte) => byte % 10).join("");
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}
