import { describe, expect, test } from "vitest";
import { isDark, meanLuma } from "./brightness.ts";
import { problemOf } from "./camera.ts";
import { see } from "./seen.ts";

describe("scanner", () => {
  test("S12: the same sheet held before the camera is one scan, held again later it is another", () => {
    const first = see(null, "A", 0);
    expect(first.news).toBe(true);
    const still = see(first.seen, "A", 2_900);
    expect(still.news).toBe(false);
    expect(see(still.seen, "A", 5_800).news).toBe(false);
    expect(see(still.seen, "A", 5_901).news).toBe(true);
    expect(see(still.seen, "B", 2_901).news).toBe(true);
  });

  test("dark is told by brightness, and the words do not flicker at the edge", () => {
    expect(meanLuma(new Uint8ClampedArray([255, 255, 255, 255, 0, 0, 0, 255]))).toBeCloseTo(127.5);
    expect(meanLuma(new Uint8ClampedArray())).toBe(0);
    expect(isDark(39, false)).toBe(true);
    expect(isDark(45, false)).toBe(false);
    expect(isDark(45, true)).toBe(true);
    expect(isDark(56, true)).toBe(false);
  });

  test("each failure of the camera has its own words", () => {
    const named = (name: string) => Object.assign(new Error(name), { name });
    expect(problemOf(named("NotAllowedError"))).toBe("no-permission");
    expect(problemOf(named("NotFoundError"))).toBe("no-camera");
    expect(problemOf(named("OverconstrainedError"))).toBe("no-camera");
    expect(problemOf(named("NotReadableError"))).toBe("camera-busy");
    expect(problemOf("odd")).toBe("no-camera");
  });
});
