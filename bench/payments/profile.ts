/**
 * Where a payment's time goes: V8's own sampling profiler on the isolate in which edge, actor and consumer take turns, while
 * one way is driven. Said per request, beside the floor. Sampling slows: what it says is shares, not speed.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { secretsOf } from "../../scripts/state-folder.ts";
import type { BenchResult } from "../data/result.ts";
import { driveWay, type Way } from "../load.ts";
import { bundled, type Runtime, startProduct } from "../runtime.ts";
import type { PaymentsOptions } from "./payments.ts";
import { floorWay, payWay } from "./ways.ts";
import { makeWorld, type World } from "./world.ts";

const WARM_MS = 5_000;
const PROFILED_MS = 8_000;
const SAMPLE_EVERY_MICROS = 200;
const WALLETS = 1_000;
const WALLET_YEN = 1_000_000;

/** What is told apart, by the functions under which it happens. The first that stands on a sample's stack takes it. */
const PARTS: readonly (readonly [title: string, functions: readonly string[]])[] = [
  ["nothing to do", ["(idle)"]],
  ["collecting garbage", ["(garbage collector)"]],
  ["the actor's transaction", ["transact", "insert"]],
  ["projection: messages, log, D1", ["consumeJournal", "project", "readMessages"]],
  ["the store's screens", ["tellOf", "tellScreens", "tellStore", "publishProjected"]],
  ["publishing", ["publish", "sizeOf", "messagesOf"]],
  ["sealing the receipt's handle", ["sealHandle", "sealCompact"]],
  ["session", ["readSession", "residentCaller"]],
  ["the call of the actor, at the caller", ["ask"]],
  ["the reply", ["#newResponse", "Response"]],
];
const NATIVE = "the runtime itself: sockets, calls between actors, promises";
const REST = "everything else of the request: body, validation, verdict, routing";

interface Node {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}
interface Profile {
  readonly nodes: readonly Node[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Profiles the floor, one hot wallet and many, each on a runtime of its own. */
export async function profileBench({ stateDir, connections }: PaymentsOptions): Promise<BenchResult> {
  const script = await bundled("bench/product.worker.ts");
  const ways: readonly (readonly [string, (world: World) => Promise<Way>])[] = [
    ["floor", async (world) => floorWay(world, "profiled", await world.residents(1, WALLET_YEN))],
    [
      "pay, one wallet",
      async (world) => payWay(world, await world.residents(1, WALLET_YEN), world.tills.slice(0, 1)),
    ],
    [
      "pay, 1,000 wallets",
      async (world) => payWay(world, await world.residents(WALLETS, WALLET_YEN), world.tills),
    ],
  ];
  const columns: { title: string; micros: ReadonlyMap<string, number> }[] = [];
  for (const [title, wayOf] of ways) {
    process.stderr.write(`• profile: ${title}\n`);
    const folder = join(stateDir, "profile");
    mkdirSync(folder, { recursive: true });
    const runtime = await startProduct(script, { FLOOR: "FloorActor" }, folder, { port: 0, inspected: true });
    try {
      columns.push({
        title,
        micros: await profiled(runtime, secretsOf(folder).OPERATOR_KEY, wayOf, connections),
      });
    } finally {
      await runtime.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const rows = [...PARTS.map(([title]) => title), NATIVE, REST];
  const table = [
    "Microseconds a request of the isolate's one thread:",
    "",
    `| | ${columns.map(({ title }) => title).join(" | ")} |`,
    `|---|${columns.map(() => "---|").join("")}`,
    ...rows.map(
      (row) => `| ${row} | ${columns.map(({ micros }) => Math.round(micros.get(row) ?? 0)).join(" | ")} |`,
    ),
  ].join("\n");
  const profile = Object.fromEntries(columns.map(({ title, micros }) => [title, Object.fromEntries(micros)]));
  return { figures: { profile }, table };
}

async function profiled(
  runtime: Runtime,
  operatorKey: string,
  wayOf: (world: World) => Promise<Way>,
  connections: number,
): Promise<ReadonlyMap<string, number>> {
  const world = await makeWorld(runtime.target, operatorKey, { stores: 50, connections });
  const way = await wayOf(world);
  await driveWay(runtime.target, way, { connections, leadInMs: 0, durationMs: WARM_MS });
  const inspector = await openInspector(await runtime.inspectorUrl());
  try {
    await inspector.send("Profiler.enable");
    await inspector.send("Profiler.setSamplingInterval", { interval: SAMPLE_EVERY_MICROS });
    await inspector.send("Profiler.start");
    const { done } = await driveWay(runtime.target, way, {
      connections,
      leadInMs: 0,
      durationMs: PROFILED_MS,
    });
    const { profile } = (await inspector.send("Profiler.stop")) as { profile: Profile };
    return sharesOf(profile, done);
  } finally {
    inspector.close();
  }
}

/** Microseconds a request, by part. */
export function sharesOf({ nodes, samples, timeDeltas }: Profile, requests: number): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(
    nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)),
  );
  const partOf = new Map<number, string>();
  const find = (id: number): string => {
    const known = partOf.get(id);
    if (known) return known;
    const stack: string[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at))
      stack.push(byId.get(at)?.callFrame.functionName ?? "");
    const part =
      PARTS.find(([, functions]) => functions.some((name) => stack.includes(name)))?.[0] ??
      // Nothing on the stack but the root and a frame that no script has.
      (stack.length <= 2 && byId.get(id)?.callFrame.url === "" ? NATIVE : REST);
    partOf.set(id, part);
    return part;
  };
  const micros = new Map<string, number>();
  samples.forEach((id, n) => {
    const part = find(id);
    micros.set(part, (micros.get(part) ?? 0) + (timeDeltas[n] ?? 0) / requests);
  });
  return micros;
}

/** A session with the runtime's inspector, by the browser's debugging protocol. */
async function openInspector(url: string) {
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () => reject(new Error("the runtime's inspector does not open")));
  });
  const waiting = new Map<number, (result: unknown) => void>();
  let last = 0;
  socket.addEventListener("message", ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
    if (id === undefined) return;
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  return {
    send: (method: string, params: object = {}): Promise<unknown> =>
      new Promise((resolve) => {
        waiting.set(++last, resolve);
        socket.send(JSON.stringify({ id: last, method, params }));
      }),
    close: () => socket.close(),
  };
}
