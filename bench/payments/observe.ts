/** What is seen around a payment: how far behind D1 and the store's screen are, how fast the projection is, what is billed. */
import { driveWay, pace, type Target, type Way } from "../load.ts";
import { percentile } from "../statistics.ts";
import type { Till, World } from "./world.ts";

export interface Lag {
  readonly payments: number;
  readonly d1P50Ms: number;
  readonly d1P99Ms: number;
  readonly screenP50Ms: number;
  readonly screenP99Ms: number;
}

/** From the commit of a payment to its row in D1 and to the store's open screen, at a steady rate. */
export async function measureLag(
  world: World,
  target: Target,
  way: Way,
  till: Till,
  drained: (more: number) => Promise<void>,
  { connections, perSecond, durationMs }: { connections: number; perSecond: number; durationMs: number },
): Promise<Lag> {
  const screen = await openScreen(world, till);
  try {
    await world.post("lags");
    const payments = await pace(target, way, { connections, perSecond, durationMs });
    await drained(payments);
    const d1 = await world.post<number[]>("lags");
    await screen.saw(payments);
    return {
      payments,
      d1P50Ms: percentile(d1, 0.5),
      d1P99Ms: percentile(d1, 0.99),
      screenP50Ms: percentile(screen.lagsMs(), 0.5),
      screenP99Ms: percentile(screen.lagsMs(), 0.99),
    };
  } finally {
    screen.close();
  }
}

/** How long a screen may stay without a payment that it must see. */
const SCREEN_LIMIT_MS = 15_000;

interface SeenPayment {
  readonly operationId: string;
  readonly atMs: number;
}

/**
 * The store's screen, as the till opens it: a payment comes whole, or, where the projection was faster than the edge, as
 * the word that the list is to be read again (FED-1).
 */
async function openScreen(world: World, { storeId }: Till) {
  const headers = { origin: world.origin, cookie: world.clerk.cookie };
  const openedAtMs = Date.now();
  const lags = new Map<string, number>();
  let failure: Error | null = null;
  const see = ({ operationId, atMs }: SeenPayment) => {
    if (atMs >= openedAtMs && !lags.has(operationId)) lags.set(operationId, Date.now() - atMs);
  };
  const readAgain = async () => {
    const reply = await fetch(`${world.origin}/api/counter/payments?storeId=${storeId}&limit=100`, {
      headers,
    });
    if (!reply.ok) throw new Error(`the store's list can't be read: ${reply.status}`);
    const { rows } = (await reply.json()) as { rows: (SeenPayment & { kind: string })[] };
    for (const row of rows) if (row.kind === "payment") see(row);
  };
  const Socket = WebSocket as unknown as new (
    url: string,
    options: { headers: Record<string, string> },
  ) => WebSocket;
  const socket = new Socket(`ws://${world.host}/api/counter/feed?storeId=${storeId}`, { headers });
  socket.addEventListener("message", ({ data }) => {
    const message = JSON.parse(String(data)) as { type: string; payment?: SeenPayment };
    if (message.type === "payment" && message.payment) see(message.payment);
    if (message.type === "catch-up")
      readAgain().catch((error: Error) => {
        failure = error;
      });
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () => reject(new Error("the store's screen does not open")));
  });
  return {
    lagsMs: () => [...lags.values()],
    close: () => socket.close(),
    async saw(payments: number) {
      const untilMs = Date.now() + SCREEN_LIMIT_MS;
      while (lags.size < payments) {
        if (failure) throw failure;
        if (Date.now() > untilMs) throw new Error(`the screen saw ${lags.size} of ${payments} payments`);
        await new Promise((wake) => setTimeout(wake, 20));
      }
    },
  };
}

export interface Drain {
  readonly rows: number;
  readonly rowsPerSecond: number;
  /** Of the time the consumer was at work alone. */
  readonly rowsPerBusySecond: number;
}

/** Holds the consumer, takes payments, lets it go, and sees how fast they get into R2 and D1 with nobody paying. */
export async function measureDrain(
  world: World,
  target: Target,
  way: Way,
  drained: (more: number) => Promise<void>,
  { connections, durationMs }: { connections: number; durationMs: number },
): Promise<Drain> {
  await world.post("pause");
  const { done: rows } = await driveWay(target, way, { connections, leadInMs: 0, durationMs });
  // The last of them are gathered for a tenth of a second before they are sent.
  await new Promise((wake) => setTimeout(wake, 500));
  await world.post("consumed");
  const begun = performance.now();
  await world.post("resume");
  await drained(rows);
  const tookMs = performance.now() - begun;
  const { entries, busyMs } = await world.post<{ entries: number; busyMs: number }>("consumed");
  return {
    rows,
    rowsPerSecond: Math.round((rows * 1_000) / tookMs),
    rowsPerBusySecond: Math.round((entries * 1_000) / Math.max(1, busyMs)),
  };
}

/** What one payment alone used, and the check of its wallet that it arrived (PUB-6). */
export interface Counted {
  readonly used: Readonly<Record<string, number>>;
  /** Rows written in actors, by what wrote them. */
  readonly rows: Readonly<Record<string, number>>;
}

/**
 * Sends one request of the way at a time, quiet in between, and counts the last: caches are warm by then. `tail` is the
 * payer's; `before` isn't counted.
 */
export async function countOne(
  world: World,
  target: Target,
  way: Way,
  drained: (more: number) => Promise<void>,
  {
    tail,
    quietMs,
    before,
  }: { readonly tail: string; readonly quietMs: number; readonly before: () => Promise<unknown> },
): Promise<Counted> {
  let counted: Counted = { used: {}, rows: {} };
  for (let time = 0; time < 3; time++) {
    await before();
    await world.post("count", { tail });
    await driveOnce(target, way);
    await drained(1);
    // What follows the projection (screens, the clerk's log) is done by then.
    await new Promise((wake) => setTimeout(wake, quietMs));
    counted = await world.post<Counted>("count", { tail });
  }
  return counted;
}

async function driveOnce(target: Target, way: Way): Promise<void> {
  await pace(target, way, { connections: 1, perSecond: 1_000, durationMs: 1 });
}

export function sum(rows: Readonly<Record<string, number>>): number {
  return Object.values(rows).reduce((total, count) => total + count, 0);
}
