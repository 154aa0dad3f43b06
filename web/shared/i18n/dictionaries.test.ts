import { globSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { LOCALES } from "./locale.ts";

type Words = Readonly<Record<string, unknown>>;

/** What a value of an entry can be: enough kinds that every branch of plain code is taken once. */
const TRIALS: readonly unknown[] = [0, 1, 2, 21, "x", "", true, false, undefined, null];
const PLACES = ["wallet-pwa", "web/counter", "web/shared"];
const OTHERS = LOCALES.filter((code) => code !== "ja");

/** Dictionaries of the apps that guests and shops use, by the path of the Japanese one. */
const dictionaries = PLACES.flatMap((place) => globSync(`${place}/**/{ja,help-ja,problems-ja}.ts`)).sort();

describe("dictionaries", () => {
  test("LNG-1: there is one for each of the wallet's rooms, the counter and what they share", () => {
    expect(dictionaries.length).toBeGreaterThan(15);
  });

  test.each(dictionaries)("LNG-1: no language leaves out a word or a value of %s", async (path) => {
    const japanese = await words(path);
    for (const language of OTHERS) {
      const other = await words(path.replace(/ja\.ts$/, `${language}.ts`));
      expect(Object.keys(other).sort(), language).toEqual(Object.keys(japanese).sort());
      for (const [key, entry] of Object.entries(japanese)) {
        const said = `${language}.${key}`;
        const values = valuesRead(entry);
        expect([...valuesRead(other[key])].sort(), said).toEqual(expect.arrayContaining([...values].sort()));
        if (typeof entry === "string") expect(String(other[key]).trim(), said).not.toBe("");
      }
    }
  });
});

async function words(path: string): Promise<Words> {
  const module = (await import(pathToFileURL(path).href)) as Record<string, Words>;
  const [dictionary] = Object.values(module);
  if (dictionary === undefined) throw new Error(`${path} exports no dictionary`);
  return dictionary;
}

/** Which of its values an entry looks at. */
function valuesRead(entry: unknown): ReadonlySet<string> {
  const read = new Set<string>();
  if (typeof entry !== "function") return read;
  for (const trial of TRIALS) {
    const get = (_: object, key: string | symbol) => {
      read.add(String(key));
      return trial;
    };
    const values = new Proxy({}, { get });
    try {
      entry(values);
    } catch {
      // A value of the wrong kind: another trial fits.
    }
  }
  return read;
}
