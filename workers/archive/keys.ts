import { CompactSign, calculateJwkThumbprint, compactVerify, importJWK, type JWK } from "jose";
import { z } from "zod";
import { err, ok, type Result } from "../../schema/result.ts";
import type { Env } from "../env.ts";
import { type RootPayload, rootPayloadSchema } from "./format.ts";

/** The parts of a key that anybody may see. */
export interface PublicKey {
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  readonly x: string;
  readonly kid: string;
  readonly alg: "EdDSA";
  readonly use: "sig";
}

/** The archive's keys: one signs; the ones it followed stay published, since what they signed stays good. */
export interface ArchiveKeys {
  readonly kid: string;
  readonly sign: (payload: RootPayload) => Promise<string>;
  /** Signs what an audit package consists of (RPT-7): another type, so that neither passes for the other. */
  readonly signPackage: (payload: PackagePayload) => Promise<string>;
  /** The signing key first. */
  readonly published: readonly PublicKey[];
}

/** What is signed of an audit package: its manifest by its hash. */
export interface PackagePayload {
  readonly v: 1;
  readonly programmeId: string;
  readonly asOf: string;
  /** SHA-256 of manifest.json. */
  readonly manifestHash: string;
}

const secretKey = z.object({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: z.string().min(1),
  d: z.string().min(1).optional(),
  kid: z.string().min(1).optional(),
});
const secretSchema = z.union([z.object({ keys: z.array(secretKey).min(1) }), secretKey]);

/**
 * Reads the secret ARCHIVE_SIGNING_KEY: a private JWK, or a JWK set whose first key signs and whose others (public
 * parts are enough) signed before it. A key without a `kid` is named by its thumbprint (RFC 7638).
 */
export async function archiveKeys(
  env: Pick<Env, "ARCHIVE_SIGNING_KEY">,
): Promise<Result<ArchiveKeys, string>> {
  if (!env.ARCHIVE_SIGNING_KEY) return err("ARCHIVE_SIGNING_KEY is not set");
  let secret: z.output<typeof secretSchema>;
  try {
    secret = secretSchema.parse(JSON.parse(env.ARCHIVE_SIGNING_KEY));
  } catch {
    return err("ARCHIVE_SIGNING_KEY is neither an Ed25519 JWK nor a set of them");
  }
  const keys = "keys" in secret ? secret.keys : [secret];
  const named = await Promise.all(
    keys.map(async (key) => ({ ...key, kid: key.kid ?? (await calculateJwkThumbprint(key as JWK)) })),
  );
  const [first] = named;
  if (first?.d === undefined) return err("the first key of ARCHIVE_SIGNING_KEY has no private part");
  const { kid, kty, crv, x, d } = first;
  const privateKey = await importJWK({ kty, crv, x, d }, "EdDSA").catch(() => null);
  if (privateKey === null) return err("the first key of ARCHIVE_SIGNING_KEY can't be used");
  const signed = (payload: object, typ: string) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: "EdDSA", kid, typ })
      .sign(privateKey);
  return ok({
    kid,
    published: named.map((key) => ({
      kty: key.kty,
      crv: key.crv,
      x: key.x,
      kid: key.kid,
      alg: "EdDSA" as const,
      use: "sig" as const,
    })),
    sign: (payload) => signed(payload, "tegata-root"),
    signPackage: (payload) => signed(payload, "tegata-audit-package"),
  });
}

/** What a signed root says, where one of these keys signed it; otherwise what is wrong with it. */
export async function readRoot(
  signedRoot: string,
  keys: readonly PublicKey[],
): Promise<Result<RootPayload, string>> {
  try {
    const { payload } = await compactVerify(
      signedRoot.trim(),
      async (header) => {
        const key = keys.find((each) => each.kid === header.kid);
        if (!key) throw new Error(`no published key is called ${header.kid ?? "nothing"}`);
        return importJWK({ ...key }, "EdDSA");
      },
      { algorithms: ["EdDSA"] },
    );
    const parsed = rootPayloadSchema.safeParse(JSON.parse(new TextDecoder().decode(payload)));
    return parsed.success ? ok(parsed.data) : err("the signed content is not a root");
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}
