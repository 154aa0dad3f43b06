/**
 * What issuing costs: the largest issue there may be from the request to `ready`, beside the floor, the same rows
 * inserted into a table of the same shape with nothing derived, checked or counted; and the preview of a group's sheets.
 */
import { mkdirSync } from "node:fs";
import { ask } from "../load.ts";
import { spread } from "../statistics.ts";
import { COUPONS, COUPONS_QUICK, issueCoupons, regionFor, serveBooks } from "./books.ts";
import type { BenchOptions, BenchResult } from "./result.ts";

const ROUNDS = 3;
const SHEETS = 40;
const PREVIEWS = 30;

/** Measures issuing and the preview. Leaves nothing running; what lies under `stateDir` is the caller's. */
export async function issuingBench({ stateDir, quick }: BenchOptions): Promise<BenchResult> {
  const folder = `${stateDir}/issuing`;
  const coupons = quick ? COUPONS_QUICK : COUPONS;
  mkdirSync(folder, { recursive: true });
  const served = await serveBooks({ stateDir: folder, port: 0 });
  try {
    const region = await regionFor(served, folder, coupons);
    const issued: number[] = [];
    const inserted: number[] = [];
    const cpuMicros: number[] = [];
    let issueId = "";
    // Whoever is first pays for the code that is read.
    await issueCoupons(region, COUPONS_QUICK);
    for (let round = 1; round <= (quick ? 1 : ROUNDS); round++) {
      process.stderr.write(`• issuing, round ${round}\n`);
      const started = performance.now();
      await ask(served.target, `/bench/rows?rows=${coupons}`);
      inserted.push((coupons * 1_000) / (performance.now() - started));
      const cpuMs = served.cpuMs();
      const issue = await issueCoupons(region, coupons);
      cpuMicros.push(((served.cpuMs() - cpuMs) * 1_000) / coupons);
      issued.push((coupons * 1_000) / issue.tookMs);
      ({ issueId } = issue);
    }
    const previews: number[] = [];
    for (let i = 0; i < PREVIEWS; i++) {
      const started = performance.now();
      const { sheets } = await region.house.done<{ sheets: readonly unknown[] }>(
        "GET",
        `issues/${issueId}/sheets?limit=${SHEETS}`,
      );
      if (sheets.length !== SHEETS) throw new Error(`${sheets.length} sheets`);
      previews.push(performance.now() - started);
    }
    const rate = spread(issued);
    const floor = spread(inserted);
    const ratio = spread(issued.map((each, round) => each / (inserted[round] as number)));
    const preview = spread(previews);
    const perSecond = (value: number) => Math.round(value).toLocaleString("en-US");
    return {
      figures: {
        issueCouponsPerSecond: Math.round(rate.median),
        issueFloorRatio: Number(ratio.median.toFixed(3)),
        issueCpuMicrosPerCoupon: Number(spread(cpuMicros).median.toFixed(1)),
        previewOfFortyMs: Number(preview.median.toFixed(1)),
        issuingRaw: { coupons, issued, inserted, cpuMicros, previews },
      },
      table: [
        `Issues of ${perSecond(coupons)} coupons, ${issued.length} rounds in turn; medians (lowest–highest). A preview of ${SHEETS} sheets takes ${preview.median.toFixed(0)} ms (${preview.low.toFixed(0)}–${preview.high.toFixed(0)}).`,
        "",
        "| way | coupons/s |",
        "|---|---|",
        `| floor: the rows alone | ${perSecond(floor.median)} (${perSecond(floor.low)}–${perSecond(floor.high)}) |`,
        `| from the request to ready | ${perSecond(rate.median)} (${perSecond(rate.low)}–${perSecond(rate.high)}) |`,
        "",
        `Of the floor: ${ratio.median.toFixed(2)}.`,
      ].join("\n"),
    };
  } finally {
    await served.stop();
  }
}
