/** What the WebOTP API gives; TypeScript's own library doesn't know it. */
interface OtpCredential {
  readonly code?: unknown;
}

/**
 * Waits until the phone has read the code from our SMS's last line, and gives it; the browser asks first. Undefined where
 * the phone can't (Safari fills in by `autocomplete` instead), it was declined, or `signal` ended the wait.
 */
export async function codeFromSms(signal: AbortSignal): Promise<string | undefined> {
  if (!("OTPCredential" in window)) return undefined;
  try {
    const options = { otp: { transport: ["sms"] }, signal } as CredentialRequestOptions;
    const { code } = ((await navigator.credentials.get(options)) ?? {}) as OtpCredential;
    return typeof code === "string" ? code : undefined;
  } catch {
    return undefined;
  }
}
