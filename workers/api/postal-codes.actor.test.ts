import { expect, test, vi } from "vitest";
import { postalPlacesSchema } from "../../schema/api/postal-codes.ts";
import { Browser, makeRegion } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000 });

const row = (code: string, prefecture: string, city: string, town = "") => ({
  code,
  prefecture,
  city,
  town,
  municipality: "990019",
});

test("SDA-2: anybody finds where a code is, all of its places; an unknown one is no refusal; a newer list replaces the last", async () => {
  const { operator, admin } = await makeRegion();
  const anyone = new Browser();
  const of = async (code: string) =>
    postalPlacesSchema.parse(await anyone.read(`postal-codes/${code}`)).places;
  await operator.done("operator/postal-codes", {
    first: true,
    rows: [
      row("9990001", "北県", "港町"),
      row("9990001", "南県", "山村"),
      row("9990002", "北県", "港町", "浜通り"),
    ],
  });
  await operator.done("operator/postal-codes", {
    first: false,
    rows: [row("9990003", "北県", "港町", "本通り")],
  });
  expect((await of("9990001")).map(({ prefecture }) => prefecture)).toEqual(["北県", "南県"]);
  expect(await of("9990002")).toEqual([
    { prefecture: "北県", city: "港町", town: "浜通り", municipality: "990019" },
  ]);
  expect(await of("0000000")).toEqual([]);
  expect((await anyone.get("postal-codes/999-0001")).status).toBe(404);

  await operator.done("operator/postal-codes", { first: true, rows: [row("9990009", "北県", "港町")] });
  expect([await of("9990001"), (await of("9990009")).length]).toEqual([[], 1]);
  expect(
    (await admin.post("operator/postal-codes", { first: true, rows: [row("9990009", "北県", "港町")] }))
      .status,
  ).toBe(401);
});
