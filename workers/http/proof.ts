/** So long after its owner showed who they are, a session may change how they sign in (STF-3, ASVS 7.5.1). */
export const PROOF_MS = 10 * 60_000;
