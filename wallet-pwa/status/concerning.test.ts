import { describe, expect, test } from "vitest";
import type { Disturbance } from "../../schema/api/status.ts";
import type { RegionId } from "../../schema/ids.ts";
import { concerning, gravest } from "./concerning.ts";

const HERE = "7k3m9qxw2p4d" as RegionId;
const THERE = "9qxw2p4d7k3m" as RegionId;
const disturbed = (kind: Disturbance["kind"], regionId: RegionId | null): Disturbance => ({
  kind,
  regionId,
  sinceMs: null,
});

describe("DEG-4: who is told of a disturbance", () => {
  test("everybody of one that is everywhere, and of a region's whoever has a Pay of it", () => {
    const all = [disturbed("payments", THERE), disturbed("late", null), disturbed("slow", HERE)];
    expect(concerning(all, [HERE]).map(({ kind }) => kind)).toEqual(["late", "slow"]);
    expect(concerning(all, []).map(({ kind }) => kind)).toEqual(["late"]);
    expect(concerning(all, [undefined]).map(({ kind }) => kind)).toEqual(["late"]);
  });

  test("of the gravest only; where nobody can pay, of nothing else", () => {
    const late = [disturbed("records", null), disturbed("messages", null), disturbed("late", null)];
    expect(gravest(late).map(({ kind }) => kind)).toEqual(["records", "messages"]);
    expect(gravest([disturbed("payments", null), ...late]).map(({ kind }) => kind)).toEqual(["payments"]);
    expect(gravest([])).toEqual([]);
  });

  test("once, though it is said of everywhere and of a region", () => {
    expect(concerning([disturbed("late", null), disturbed("late", HERE)], [HERE])).toHaveLength(1);
  });
});
