import { globSync, readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { logLine } from "./log.ts";

test("OPS-6: a line is one JSON object: its event first, then its fields", () => {
  const lines: unknown[] = [];
  vi.spyOn(console, "warn").mockImplementation((line) => lines.push(line));
  logLine("warn", "projection put off", { messages: 3, error: 'a "quoted"\ntext' });
  logLine("warn", "nothing more");
  vi.restoreAllMocks();
  expect(lines).toEqual([
    '{"event":"projection put off","messages":3,"error":"a \\"quoted\\"\\ntext"}',
    '{"event":"nothing more"}',
  ]);
});

test("OPS-6: nothing of the server writes to the log in another way, and every event is a text that can be looked for", () => {
  const files = globSync("{durable-objects,workers}/**/*.ts").filter(
    (path) => !/\.(test|testing)\.ts$/.test(path) && path !== "durable-objects/lib/log.ts",
  );
  expect(files.length).toBeGreaterThan(300);
  for (const path of files) {
    const text = readFileSync(path, "utf8");
    expect(text, path).not.toMatch(/\bconsole\./);
    for (const call of text.matchAll(/\blogLine\(\s*([^,]+),\s*([^,)]+)/g))
      expect(call[2], path).toMatch(/^"[a-z][^"$]+"$/i);
  }
});
