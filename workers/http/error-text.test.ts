import { DrizzleQueryError } from "drizzle-orm";
import { expect, test } from "vitest";
import { errorText } from "./error-text.ts";

test("WHO-3, WHO-4: a failed query's values never reach a log, what the database said does", () => {
  const error = new DrizzleQueryError(
    "insert into staff (login_id, password_hash) values (?, ?)",
    ["sato", "scrypt$32768$8$1$c2FsdA==$a2V5"],
    new Error("D1_ERROR: Network connection lost"),
  );
  expect(String(error)).toContain("scrypt$");
  expect(errorText(error)).toBe("query failed: Error: D1_ERROR: Network connection lost");
  expect(errorText(new TypeError("x"))).toBe("TypeError: x");
});
