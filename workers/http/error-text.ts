import { DrizzleQueryError } from "drizzle-orm";

/**
 * An error as a log may have it. A failed query of drizzle's carries every value that was bound to it in its message:
 * password hashes, sealed phones, names (WHO-3, WHO-4); only what the database said goes on.
 */
export function errorText(error: unknown): string {
  if (error instanceof DrizzleQueryError) return `query failed: ${errorText(error.cause ?? "no cause")}`;
  return String(error);
}
