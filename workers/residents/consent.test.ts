import { expect, test } from "vitest";
import type { RegionId } from "../../schema/ids.ts";
import { OPERATOR, type TextInForce } from "../data/consents.ts";
import { consentState, dueTexts, isNeeded, namedTexts } from "./consent.ts";

const NOW = 1_800_000_000_000;
const text = (more: Partial<TextInForce> = {}): TextInForce => ({
  regionId: "r" as RegionId,
  regionName: "潮見県",
  kind: "terms",
  version: 2,
  title: "規約",
  body: "本文",
  publishedAtMs: NOW - 1_000,
  blocksFromMs: NOW + 1_000,
  acceptedAtMs: null,
  acceptedBefore: true,
  ...more,
});

test("RES-5: adding waits for what was never accepted, and for a newer version from its date on", () => {
  expect(isNeeded(text({ acceptedBefore: false }), NOW)).toBe(true);
  expect(isNeeded(text(), NOW)).toBe(false);
  expect(isNeeded(text(), NOW + 999)).toBe(false);
  expect(isNeeded(text(), NOW + 1_000)).toBe(true);
  expect(isNeeded(text({ acceptedAtMs: NOW }), NOW + 5_000)).toBe(false);
});

test("RES-5: a privacy page that changed is asked about and never waited for", () => {
  const page = text({ kind: "privacy", title: null, blocksFromMs: null });
  expect(isNeeded(page, Number.MAX_SAFE_INTEGER)).toBe(false);
  expect(consentState([page], NOW)).toBe("asked");
});

test("RES-5: altogether, the strictest counts", () => {
  const accepted = text({ acceptedAtMs: 1 });
  expect(consentState([], NOW)).toBe("given");
  expect(consentState([accepted], NOW)).toBe("given");
  expect(consentState([accepted, text()], NOW)).toBe("asked");
  expect(consentState([text(), text({ acceptedBefore: false })], NOW)).toBe("needed");
});

test("RES-5: what is due is told with its version; the operator's texts have no region", () => {
  const due = dueTexts([text({ acceptedAtMs: 1 }), text({ regionId: OPERATOR, regionName: null })], NOW);
  expect(due).toMatchObject([{ regionId: null, kind: "terms", version: 2, again: true, needed: false }]);
  expect(due).toHaveLength(1);
});

test("RES-5: only the version that is asked for now can be accepted", () => {
  const texts = [text(), text({ regionId: OPERATOR })];
  const of = (regionId: string | null, version: number) => [
    { regionId: regionId as RegionId | null, kind: "terms" as const, version },
  ];
  expect(namedTexts(texts, of("r", 2))).toEqual([texts[0]]);
  expect(namedTexts(texts, of(null, 2))).toEqual([texts[1]]);
  expect(namedTexts(texts, of("r", 1))).toBeNull();
  expect(namedTexts(texts, of("elsewhere", 2))).toBeNull();
});
