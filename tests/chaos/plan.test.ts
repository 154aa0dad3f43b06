import { describe, expect, test } from "vitest";
import { AIMS, planLives, SCENARIOS } from "./plan.ts";

describe("the plan of a fault run", () => {
  test("the same seed is the same plan, another seed another", () => {
    expect(planLives(7, 200, "mixed")).toEqual(planLives(7, 200, "mixed"));
    expect(planLives(8, 200, "mixed")).not.toEqual(planLives(7, 200, "mixed"));
    expect(planLives(7, 200, "charge")).not.toEqual(planLives(7, 200, "mixed"));
  });

  test("two hundred lives have every kind of fault in them, whatever the seed", () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const lives = planLives(seed, 200, "mixed");
      expect(lives).toHaveLength(200);
      for (const aim of AIMS) expect(lives.some((life) => life.aim === aim)).toBe(true);
      expect(lives.some((life) => life.burst && life.upMs < 1_000)).toBe(true);
      expect(new Set(lives.map((life) => life.victim))).toEqual(new Set(["workerd", "host"]));
      expect(lives.some((life) => life.pauseMs > 0)).toBe(true);
      expect(lives.some((life) => life.startKilledMs > 0)).toBe(true);
      expect(lives.some((life) => life.failBefore > 0 && life.failAfter > 0)).toBe(true);
      expect(lives.filter((life) => life.diskFull !== null).length).toBeGreaterThanOrEqual(10);
    }
  });

  test("even a short run meets a full disk, and every scenario aims at its own work", () => {
    for (const scenario of SCENARIOS) {
      expect(planLives(1, 1, scenario)[0]?.diskFull).not.toBeNull();
      const aims = new Set(planLives(1, 60, scenario).map((life) => life.aim));
      expect(aims.has(scenario === "mixed" ? "charge" : scenario)).toBe(true);
    }
  });
});
