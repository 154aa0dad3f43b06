import { env } from "cloudflare:test";
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { PART_BYTES } from "../reports/parts.ts";
import { beginFile, type FileWork, nextPart } from "./day-file.ts";

const PAGE = 5_000;
const PAGES = 30;
/** Lines as hard to compress as hashes are. */
const line = (n: number) =>
  JSON.stringify(["a".repeat(20), n, createHash("sha256").update(`${n}`).digest("hex")]);
const readPage = async (cursor: string) => {
  const from = Number(cursor || "0");
  return {
    lines: Array.from({ length: PAGE }, (_, i) => line(from + i)),
    next: from + PAGE >= PAGE * PAGES ? null : String(from + PAGE),
  };
};

async function make(key: string, interrupted: boolean) {
  let work: FileWork = await beginFile(env.LOG, key, "1");
  for (;;) {
    // A worker that dies after a part and before saying so: the next does that part again.
    if (interrupted) await nextPart(env.LOG, JSON.parse(JSON.stringify(work)), readPage);
    const step = await nextPart(env.LOG, JSON.parse(JSON.stringify(work)), readPage);
    // What lies in D1 between two steps stays far below its row limit.
    expect(JSON.stringify(step.work).length).toBeLessThan(1_500_000);
    work = step.work;
    if (step.file) return step.file;
  }
}

test("ASOF-1: a large date's file is one gzip member in several parts, the same bytes however often it was interrupted", async () => {
  const file = await make("sealed/a", false);
  expect(file).toMatchObject({ rows: PAGE * PAGES });
  expect(file.bytes).toBeGreaterThan(PART_BYTES);
  expect(await make("sealed/b", true)).toEqual({ ...file, key: "sealed/b" });
  const object = (await env.LOG.get("sealed/a")) as R2ObjectBody;
  const text = await new Response(object.body.pipeThrough(new DecompressionStream("gzip"))).text();
  const lines = text.split("\n");
  expect(lines).toHaveLength(PAGE * PAGES + 1);
  expect([lines[0], lines[PAGE], lines.at(-2), lines.at(-1)]).toEqual([
    line(0),
    line(PAGE),
    line(PAGE * PAGES - 1),
    "",
  ]);
});

test("ASOF-1: a file of an earlier attempt is not taken for this one's", async () => {
  const few = async () => ({ lines: [line(1)], next: null });
  const other = async () => ({ lines: [line(2)], next: null });
  const first = await nextPart(env.LOG, await beginFile(env.LOG, "sealed/c", "1"), few);
  const second = await nextPart(env.LOG, await beginFile(env.LOG, "sealed/c", "2"), other);
  expect(second.file?.sha256).not.toBe(first.file?.sha256);
  const object = (await env.LOG.get("sealed/c")) as R2ObjectBody;
  const text = await new Response(object.body.pipeThrough(new DecompressionStream("gzip"))).text();
  expect(text).toBe(`${line(2)}\n`);
});
