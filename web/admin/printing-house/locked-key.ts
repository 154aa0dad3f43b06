import type { CreatePrintPackage } from "../../../schema/api/print-packages.ts";
import { PASSPHRASE_BYTES, passphraseOf } from "./passphrase.ts";

/** 2^16 rounds, 64 MB: a passphrase of 100 random bits needs no more, and a desk's tablet has no more to spare. */
const WORK_FACTOR = 16;

/** What the package is locked with. The passphrase and what it opens stay in this browser (PRN-6). */
export interface LockedKey extends Pick<CreatePrintPackage, "recipient" | "lockedKey"> {
  readonly passphrase: string;
}

/** Makes an age identity and a passphrase, and locks the one with the other. Takes about a second. */
export async function makeLockedKey(): Promise<LockedKey> {
  const { armor, Encrypter, generateX25519Identity, identityToRecipient } = await import("age-encryption");
  const passphrase = passphraseOf(crypto.getRandomValues(new Uint8Array(PASSPHRASE_BYTES)));
  const identity = await generateX25519Identity();
  const lock = new Encrypter();
  lock.setPassphrase(passphrase);
  lock.setScryptWorkFactor(WORK_FACTOR);
  const locked = armor.encode(await lock.encrypt(identity));
  return {
    passphrase,
    recipient: await identityToRecipient(identity),
    lockedKey: locked.endsWith("\n") ? locked : `${locked}\n`,
  };
}
