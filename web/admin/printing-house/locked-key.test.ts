import { armor, Decrypter, identityToRecipient } from "age-encryption";
import { expect, test } from "vitest";
import { createPrintPackageSchema } from "../../../schema/api/print-packages.ts";
import { makeLockedKey } from "./locked-key.ts";

test("PRN-6: what is sent opens with the passphrase only, and is what the API takes", async () => {
  const { passphrase, ...sent } = await makeLockedKey();
  expect(createPrintPackageSchema.safeParse({ ...sent, second: "en" }).success).toBe(true);
  expect(JSON.stringify(sent)).not.toContain(passphrase);
  const key = new Decrypter();
  key.addPassphrase(passphrase);
  const identity = await key.decrypt(armor.decode(sent.lockedKey), "text");
  expect(await identityToRecipient(identity)).toBe(sent.recipient);
});
