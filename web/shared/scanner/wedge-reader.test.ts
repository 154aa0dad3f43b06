import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { USUAL_READER } from "./reader-profile.ts";
import { type WedgeKey, wedgeChar } from "./wedge-keys.ts";
import { WedgeBuffer, withoutAimId } from "./wedge-reader.ts";

interface Recorded extends WedgeKey {
  readonly atMs: number;
}

const press = (key: string, code: string, atMs: number, shiftKey = false): Recorded => ({
  key,
  code,
  atMs,
  shiftKey,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
});

/** Feeds recorded keys as the listener does; answers the scans and what was given back. */
function run(keys: readonly Recorded[]) {
  const buffer = new WedgeBuffer<Recorded>();
  const scans: string[] = [];
  const typed: string[] = [];
  const settle = () => {
    const burst = buffer.finish();
    if (burst.kind === "scan") scans.push(burst.text);
    else typed.push(...burst.keys.map((key) => key.key));
  };
  for (const key of keys) {
    if (buffer.isOver(key.atMs)) settle();
    const step = buffer.take(key, key.atMs);
    if (step.kind === "scan") scans.push(step.text);
    if (step.kind === "pass" && buffer.holding && key.key !== "Shift") settle();
    if (step.kind === "pass" && key.key !== "Shift") typed.push(key.key);
  }
  if (buffer.holding) settle();
  return { scans, typed };
}

const CODE = "48271590633820745106";
const digits = (text: string, gapMs: number, keyOf: (digit: string) => string = (digit) => digit) =>
  Array.from(text, (digit, i) => press(keyOf(digit), `Digit${digit}`, i * gapMs));

describe("keyboard-wedge readers (S12)", () => {
  test("IME off: twenty digits and Enter are one scan, and Enter presses nothing", () => {
    expect(run([...digits(CODE, 8), press("Enter", "Enter", 170)])).toEqual({ scans: [CODE], typed: [] });
  });

  test("Tab at the end, or nothing at the end, is a scan too", () => {
    expect(run([...digits(CODE, 8), press("Tab", "Tab", 170)]).scans).toEqual([CODE]);
    expect(run(digits(CODE, 8)).scans).toEqual([CODE]);
  });

  test("RDR-1: IME on: full-width digits, Process keys and kana give the same digits", () => {
    const wide = digits(CODE, 10, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    const processed = digits(CODE, 10, () => "Process");
    const kana = digits(CODE, 10, (digit) => "わぬふあうえおやゆよ"[Number(digit)] as string);
    for (const keys of [wide, processed, kana]) expect(run(keys).scans).toEqual([CODE]);
  });

  test("a URL with shifted keys comes through; Shift itself is no character", () => {
    const keys = [
      ...Array.from("https", (c, i) => press(c, `Key${c.toUpperCase()}`, i * 5)),
      press("Shift", "ShiftLeft", 26),
      press(":", "Semicolon", 28, true),
      ...Array.from("//t/c/", (c, i) => press(c, c === "/" ? "Slash" : `Key${c.toUpperCase()}`, 30 + i * 5)),
      ...digits(CODE, 5).map((key) => ({ ...key, atMs: 70 + key.atMs })),
      press("Enter", "Enter", 180),
    ];
    expect(run(keys).scans).toEqual([`https://t/c/${CODE}`]);
  });

  test("an AIM id in front is taken off", () => {
    expect(withoutAimId(`]Q1${CODE}`)).toBe(CODE);
    expect(withoutAimId(`]C0${CODE}`)).toBe(CODE);
    expect(withoutAimId(CODE)).toBe(CODE);
  });

  test("RDR-1: a person at the number pad is given back every key in order", () => {
    expect(run(digits("1280", 180))).toEqual({ scans: [], typed: ["1", "2", "8", "0"] });
    expect(run([...digits("1280", 60), press("Enter", "Enter", 300)])).toEqual({
      scans: [],
      typed: ["1", "2", "8", "0", "Enter"],
    });
  });

  test("twenty digits typed slowly, or within gaps but over 1.5 s, are no scan", () => {
    expect(run(digits(CODE, 150)).scans).toEqual([]);
    expect(run(digits(CODE, 90)).scans).toEqual([]);
  });

  test("two scans in a row are two", () => {
    const second = digits(CODE, 8).map((key) => ({ ...key, atMs: key.atMs + 400 }));
    expect(run([...digits(CODE, 8), ...second]).scans).toEqual([CODE, CODE]);
  });

  test("shortcuts pass", () => {
    const buffer = new WedgeBuffer<Recorded>();
    expect(buffer.take({ ...press("5", "Digit5", 0), ctrlKey: true }, 0).kind).toBe("pass");
    expect(buffer.take(press("ArrowLeft", "ArrowLeft", 0), 0).kind).toBe("pass");
  });

  test("RDR-1: no key is ever lost: what is not a scan is given back whole (1,000 runs)", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 300 })), {
          maxLength: 40,
        }),
        (strokes) => {
          let atMs = 0;
          const keys = strokes.map(([digit, gap]) => {
            atMs += gap;
            return press(String(digit), `Digit${digit}`, atMs);
          });
          const { scans, typed } = run(keys);
          expect(scans.join("").length + typed.length).toBe(keys.length);
          // Every scan is made of keys whose gaps were small enough.
          if (strokes.every(([, gap]) => gap > USUAL_READER.gapMs)) expect(scans).toEqual([]);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test("a key without meaning in a scan stands for nothing", () => {
    expect(wedgeChar(press("ArrowUp", "ArrowUp", 0))).toBe("");
    expect(wedgeChar(press("Process", "NumpadDecimal", 0))).toBe(".");
    expect(wedgeChar(press(" ", "Space", 0))).toBe("");
  });
});
