import { describe, expect, test } from "vitest";
import { keyPress, pressed } from "./key-presses.ts";

const key = (key: string, code: string, more: Partial<KeyboardEvent> = {}) =>
  ({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more }) as KeyboardEvent;

describe("keypad", () => {
  test("a hardware digit counts with the IME off, on, and from the number pad", () => {
    expect(keyPress(key("7", "Digit7"))).toEqual({ kind: "digits", digits: "7" });
    expect(keyPress(key("７", "Digit7"))).toEqual({ kind: "digits", digits: "7" });
    expect(keyPress(key("Process", "Digit7"))).toEqual({ kind: "digits", digits: "7" });
    expect(keyPress(key("7", "Numpad7"))).toEqual({ kind: "digits", digits: "7" });
  });

  test("shortcuts and letters are left alone", () => {
    expect(keyPress(key("1", "Digit1", { ctrlKey: true }))).toBeNull();
    expect(keyPress(key("a", "KeyA"))).toBeNull();
    expect(keyPress(key("!", "Digit1", { shiftKey: true }))).toBeNull();
  });

  test("an amount has no leading zeros and never grows past its limit", () => {
    expect(pressed("", { kind: "digits", digits: "00" }, "amount", 10)).toBe("");
    expect(pressed("12", { kind: "digits", digits: "00" }, "amount", 10)).toBe("1200");
    expect(pressed("9999999999", { kind: "digits", digits: "0" }, "amount", 10)).toBe("9999999999");
    expect(pressed("120", { kind: "erase" }, "amount", 10)).toBe("12");
    expect(pressed("120", { kind: "clear" }, "amount", 10)).toBe("");
  });

  test("CPN-1: a code keeps its leading zeros and stops at twenty", () => {
    expect(pressed("", { kind: "digits", digits: "0" }, "code", 20)).toBe("0");
    expect(pressed("0".repeat(20), { kind: "digits", digits: "1" }, "code", 20)).toHaveLength(20);
  });
});
