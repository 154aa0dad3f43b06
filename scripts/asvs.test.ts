import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; level 3 follows them in every section. */
const SECTIONS: Readonly<Record<string, number>> = {
  ...{ "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1 },
  ...{ "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4 },
  ...{ "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5 },
  ...{ "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2 },
  ...{ "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11 },
  ...{ "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1 },
  ...{ "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5 },
  ...{ "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5 },
  ...{ "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2 },
};
const STATES = ["met", "not applicable", "open"];

const text = readFileSync(new URL("../docs/asvs.md", import.meta.url), "utf8");
const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| (.+) \|$/gm)].map(
  ([, id = "", asks = "", state = "", where = ""]) => ({ id, asks, state, where }),
);
const filesIn = (words: string) =>
  [...words.matchAll(/`([\w./-]+\.(?:tsx?|md|json|toml))`/g)].map(([, file = ""]) => file);

test("every requirement of levels 1 and 2 of ASVS 5.0.0 is judged once", () => {
  const wanted = Object.entries(SECTIONS).flatMap(([section, count]) =>
    Array.from({ length: count }, (_, i) => `${section}.${i + 1}`),
  );
  expect(wanted).toHaveLength(253);
  expect(rows.map((row) => row.id).sort()).toEqual([...wanted].sort());
});

test("what is met says where, what is open since when, and every file that is named is there", () => {
  for (const { id, state, where } of rows) {
    expect([id, STATES.includes(state)]).toEqual([id, true]);
    if (state === "met") expect([id, filesIn(where).length > 0]).toEqual([id, true]);
    if (state === "open") expect([id, /since \d{4}-\d{2}/.test(where)]).toEqual([id, true]);
  }
  const security = readFileSync(new URL("../SECURITY.md", import.meta.url), "utf8");
  const named = new Set([...filesIn(text), ...filesIn(security)]);
  expect(named.size).toBeGreaterThan(80);
  expect([...named].filter((file) => !existsSync(new URL(`../${file}`, import.meta.url)))).toEqual([]);
});

test("the totals at the top are those of the rows", () => {
  for (const state of STATES)
    expect(text).toContain(`${rows.filter((row) => row.state === state).length} ${state}`);
});
