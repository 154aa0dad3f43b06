import { describe, expect, test } from "vitest";
import {
  learnReader,
  plainText,
  READER_TEST,
  readProfile,
  type TimedKey,
  USUAL_READER,
} from "./reader-profile.ts";
import { WedgeBuffer } from "./wedge-reader.ts";

/** A US reader on a machine with a Japanese layout: what each symbol comes as. */
const ON_JIS: Readonly<Record<string, string>> = { ":": "+", _: "=", "=": "^", "&": "'" };
const CODE = "https://pay.example.jp/c/48271590633820745106";

const press = (key: string, atMs: number): TimedKey => ({
  key,
  code: key === "Enter" || key === "Tab" ? key : "",
  atMs,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
});
const scan = (text: string, gapMs = 8, end: readonly string[] = ["Enter"]) =>
  [...text, ...end].map((key, i) => press(key, i * gapMs));
const onJis = (text: string) => Array.from(text, (char) => ON_JIS[char] ?? char).join("");

/** What a till hears of a later scan, with what it has learnt. */
function heard(keys: readonly TimedKey[], learntFrom: readonly TimedKey[]): string | undefined {
  const learnt = learnReader(learntFrom);
  if (!learnt.ok) throw new Error(learnt.fault);
  const buffer = new WedgeBuffer<TimedKey>(learnt.profile);
  for (const key of keys) {
    if (buffer.isOver(key.atMs)) return undefined;
    const step = buffer.take(key, key.atMs);
    if (step.kind === "scan") return step.text;
  }
  const burst = buffer.finish();
  return burst.kind === "scan" ? burst.text : undefined;
}

describe("a reader that is learnt from one scan (S12)", () => {
  test("RDR-2: a usual one needs nothing changed, with Enter, Tab or nothing at its end", () => {
    for (const [keys, end] of [
      [["Enter"], "enter"],
      [["Tab"], "tab"],
      [[], "none"],
    ] as const)
      expect(learnReader(scan(READER_TEST, 8, keys))).toEqual({ ok: true, profile: USUAL_READER, end });
  });

  test("RDR-2: what it sends before and after is taken off every later code", () => {
    const around = (text: string) => scan(`]Q1#${text}//`);
    expect(heard(around(CODE), around(READER_TEST))).toBe(CODE);
  });

  test("RDR-2: a reader of another layout than the machine's comes out as on the paper", () => {
    expect(heard(scan(onJis(CODE)), scan(onJis(READER_TEST)))).toBe(CODE);
  });

  test("RDR-2: a slow one is waited for, where the usual pause would cut it", () => {
    const slow = scan(CODE, 140);
    const buffer = new WedgeBuffer<TimedKey>();
    buffer.take(slow[0] as TimedKey, 0);
    expect(buffer.isOver(140)).toBe(true);
    expect(heard(slow, scan(READER_TEST, 140))).toBe(CODE);
  });

  test("RDR-3: lost characters, CapsLock, too slow and another text are told apart, and nothing is learnt", () => {
    const faultOf = (keys: readonly TimedKey[]) => {
      const learnt = learnReader(keys);
      return learnt.ok ? undefined : learnt.fault;
    };
    const swapped = Array.from(READER_TEST, (c) =>
      c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase(),
    ).join("");
    expect(faultOf(scan("0123456789"))).toBe("lost");
    expect(faultOf(scan(swapped))).toBe("caps-lock");
    expect(faultOf(scan(READER_TEST, 260))).toBe("too-slow");
    expect(faultOf(scan(CODE))).toBe("other");
    expect(faultOf([])).toBe("lost");
  });

  test("RDR-3: a layout in which one character stands for two isn't guessed at", () => {
    expect(learnReader(scan(READER_TEST.replace(/[:/]/g, "*")))).toEqual({ ok: false, fault: "other" });
  });

  test("RDR-2: only a whole profile is taken from the device", () => {
    const profile = { ...USUAL_READER, prefix: "#", layout: { "+": ":" } };
    expect(readProfile(JSON.stringify(profile))).toEqual(profile);
    for (const broken of [
      null,
      "",
      "{}",
      '{"gapMs":"100"}',
      JSON.stringify({ ...profile, layout: { "+": 1 } }),
    ])
      expect(readProfile(broken)).toBeUndefined();
  });

  test("RDR-2: a code without what usually stands around it is left as it is", () => {
    const profile = { ...USUAL_READER, prefix: "#", suffix: "!" };
    expect(plainText(CODE, profile)).toBe(CODE);
  });
});
