import { expect, test } from "vitest";
import { nodeD1 } from "../queue/node-d1.testing.ts";
import { SENT_LINES, SENT_SUMS } from "./credit.ts";

/** A line of twenty thousand is found by its number: going through all of a state for each makes a grant take hours. */
test("GRT-5: what a page's wallets said is written by the lines' numbers", () => {
  const { sqlite } = nodeD1();
  for (const sql of [SENT_LINES, SENT_SUMS]) {
    const steps = sqlite
      .prepare(`explain query plan ${sql}`)
      .all("g", "[]", "ready", ...(sql === SENT_SUMS ? [0] : []));
    const lines = steps.map(({ detail }) => String(detail)).filter((step) => /grant_row|\bg\b/.test(step));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/row=\?/);
  }
});
