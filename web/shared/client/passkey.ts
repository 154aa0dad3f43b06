import type {
  Assertion,
  Attestation,
  CreationOptions,
  RequestOptions,
} from "../../../schema/api/passkeys.ts";
import { err, ok, type Result } from "../../../schema/result.ts";
import type { ClientCode } from "../i18n/problem-words.ts";

/** Why a device made or signed nothing. */
export type PasskeyTrouble = Extract<ClientCode, `passkey-${string}`>;

/** Whether this browser knows passkeys at all; an old one, or a page without https, doesn't. */
export function knowsPasskeys(): boolean {
  return typeof globalThis.PublicKeyCredential === "function" && globalThis.isSecureContext;
}

/** Whether this very device can check its owner: a finger, a face or the screen's lock is set up. */
export async function checksItsOwner(): Promise<boolean> {
  if (!knowsPasskeys()) return false;
  try {
    return await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
  } catch {
    return false;
  }
}

// The library comes when somebody presses the button, not with the first script.
const library = () => import("@simplewebauthn/browser");

/** Has the device make a passkey, after it has checked its owner. */
export async function makePasskey(options: CreationOptions): Promise<Result<Attestation, PasskeyTrouble>> {
  if (!knowsPasskeys()) return err("passkey-impossible");
  try {
    const { startRegistration } = await library();
    return ok((await startRegistration({ optionsJSON: options as never })) as Attestation);
  } catch (error) {
    return err(troubleOf(error));
  }
}

/** Has the device sign with a passkey, after it has checked its owner. */
export async function signWithPasskey(options: RequestOptions): Promise<Result<Assertion, PasskeyTrouble>> {
  if (!knowsPasskeys()) return err("passkey-impossible");
  try {
    const { startAuthentication } = await library();
    return ok((await startAuthentication({ optionsJSON: options as never })) as Assertion);
  } catch (error) {
    return err(troubleOf(error));
  }
}

/** Browsers say little on purpose: turned down, waited too long and no passkey here are one and the same. */
function troubleOf(error: unknown): PasskeyTrouble {
  const name = error instanceof Error ? error.name : "";
  if (name === "InvalidStateError") return "passkey-exists";
  return name === "NotAllowedError" || name === "AbortError" ? "passkey-cancelled" : "passkey-impossible";
}
