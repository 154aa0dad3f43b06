/**
 * A closed loop of HTTP/1.1 requests over kept connections: each sends its next request when its last was answered.
 * Plain sockets, because on two cores Node's own client would be what is measured.
 */
import { connect, type Socket } from "node:net";

/** Where requests go: a host that answers HTTP/1.1 with `content-length`. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

/** One kept connection. */
class Connection {
  readonly #socket: Socket;
  readonly #host: string;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { answered: (body: string) => void; failed: (error: Error) => void } | null = null;

  constructor({ host, port }: Target) {
    this.#host = `${host}:${port}`;
    this.#socket = connect({ host, port, noDelay: true });
    this.#socket.on("data", (chunk) => this.#take(chunk));
    this.#socket.on("error", (error) => this.#fail(error));
    this.#socket.on("close", () => this.#fail(new Error("the connection was closed")));
  }

  /** Sends one GET and resolves with the body; rejects on any status but 200, and when the connection ends. */
  get(path: string): Promise<string> {
    return this.send(`GET ${path} HTTP/1.1\r\nhost: ${this.#host}\r\n\r\n`);
  }

  /** The same with a whole request, as `postHead` and its body make one. */
  send(request: string): Promise<string> {
    return new Promise((answered, failed) => {
      this.#waiting = { answered, failed };
      // One byte a character: whoever makes a request keeps to ASCII.
      this.#socket.write(request, "latin1");
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const headEnd = this.#received.indexOf("\r\n\r\n");
    if (headEnd < 0) return;
    const head = this.#received.toString("latin1", 0, headEnd);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined) {
      this.#fail(new Error(`an answer without a length:\n${head}`));
      return;
    }
    const end = headEnd + 4 + Number(length);
    if (this.#received.length < end) return;
    const body = this.#received.toString("utf8", headEnd + 4, end);
    this.#received = this.#received.subarray(end);
    const waiting = this.#waiting;
    this.#waiting = null;
    if (head.startsWith("HTTP/1.1 200 ")) waiting?.answered(body);
    else waiting?.failed(new Error(`${head.split("\r\n", 1)[0]}: ${body}`));
  }

  #fail(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.failed(error);
  }
}

/** Opens so many connections, lets `work` use them, and closes them whatever happens. */
async function withConnections<T>(
  target: Target,
  count: number,
  work: (connections: readonly Connection[]) => Promise<T>,
): Promise<T> {
  const connections = Array.from({ length: count }, () => new Connection(target));
  try {
    return await work(connections);
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** One request; any answer but 200 is thrown. */
export function ask(target: Target, path: string): Promise<string> {
  return withConnections(target, 1, async ([connection]) => (connection as Connection).get(path));
}

/** Keeps all connections busy for `durationMs`; every answer must be a 200. Returns how many there were, and how long it took. */
export function drive(
  target: Target,
  path: string,
  { connections, durationMs }: { connections: number; durationMs: number },
): Promise<{ answered: number; tookMs: number }> {
  return withConnections(target, connections, async (opened) => {
    const started = performance.now();
    let answered = 0;
    await Promise.all(
      opened.map(async (connection) => {
        while (performance.now() - started < durationMs) {
          await connection.get(path);
          answered++;
        }
      }),
    );
    return { answered, tookMs: performance.now() - started };
  });
}

/** How a way asks, and how a good answer to it is told. */
export interface Way {
  /** The next whole request; called once for each, in turn. */
  readonly next: () => string;
  /** A text that every answer which counts must hold: a 200 alone is no payment. */
  readonly proof: string;
  /** Among how many holders it goes round: a stretch is warm once each was asked. */
  readonly holders: number;
}

export interface Driven {
  /** Answers within the time that is measured. */
  readonly answered: number;
  /** All of them, those of the lead-in too. */
  readonly done: number;
  readonly tookMs: number;
  /** From sending to the whole answer, of those measured. */
  readonly latenciesMs: readonly number[];
}

/**
 * Keeps all connections busy, first for `leadInMs` that nobody counts and until each holder was asked once, so that
 * whatever follows a request (queues, their consumers) is at work as well and what is remembered of a holder is in
 * memory, then for `durationMs`; without a lead-in at once. Calls `measured` between the two. Any answer without the way's proof is thrown.
 */
export function driveWay(
  target: Target,
  way: Way,
  {
    connections,
    leadInMs,
    durationMs,
    measured,
  }: { connections: number; leadInMs: number; durationMs: number; measured?: () => void },
): Promise<Driven> {
  return withConnections(target, connections, async (opened) => {
    const earliest = performance.now() + leadInMs;
    const wanted = leadInMs > 0 ? way.holders : 0;
    const latenciesMs: number[] = [];
    let done = 0;
    let begun = Number.POSITIVE_INFINITY;
    await Promise.all(
      opened.map(async (connection) => {
        for (;;) {
          const sentAt = performance.now();
          if (sentAt >= begun + durationMs) return;
          if (begun === Number.POSITIVE_INFINITY && sentAt >= earliest && done >= wanted) {
            begun = sentAt;
            measured?.();
          }
          const body = await connection.send(way.next());
          if (!body.includes(way.proof)) throw new Error(`not an answer that counts: ${body}`);
          done++;
          const at = performance.now();
          if (at >= begun && at < begun + durationMs) latenciesMs.push(at - sentAt);
        }
      }),
    );
    return { answered: latenciesMs.length, done, tookMs: durationMs, latenciesMs };
  });
}

/** Sends so many requests a second, evenly, whatever becomes of the one before; resolves when all are answered. */
export function pace(
  target: Target,
  way: Way,
  { connections, perSecond, durationMs }: { connections: number; perSecond: number; durationMs: number },
): Promise<number> {
  return withConnections(target, connections, async (opened) => {
    const count = Math.floor((perSecond * durationMs) / 1_000);
    const begun = performance.now();
    const lines = opened.map(() => Promise.resolve());
    for (let n = 0; n < count; n++) {
      const waitMs = begun + (n * 1_000) / perSecond - performance.now();
      if (waitMs > 0) await new Promise((wake) => setTimeout(wake, waitMs));
      const at = n % opened.length;
      lines[at] = (lines[at] as Promise<void>).then(async () => {
        const body = await (opened[at] as Connection).send(way.next());
        if (!body.includes(way.proof)) throw new Error(`not an answer that counts: ${body}`);
      });
    }
    await Promise.all(lines);
    return count;
  });
}

/** Sends each request once, over so many connections; the bodies of the answers in the order of the requests. */
export function sendAll(
  target: Target,
  requests: readonly string[],
  connections: number,
): Promise<readonly string[]> {
  return withConnections(target, connections, async (opened) => {
    const answers: string[] = new Array(requests.length);
    let turn = 0;
    await Promise.all(
      opened.map(async (connection) => {
        for (let at = turn++; at < requests.length; at = turn++)
          answers[at] = await connection.send(requests[at] as string);
      }),
    );
    return answers;
  });
}

/** The head of a POST with a JSON body of so many bytes, ready for the body to be appended. */
export function postHead(path: string, headers: Readonly<Record<string, string>>, bodyBytes: number): string {
  const lines = Object.entries({
    ...headers,
    "content-type": "application/json",
    "content-length": String(bodyBytes),
  });
  return `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

/** What was sent to a path, and how much of it was answered. */
export interface Acknowledged {
  readonly sent: number;
  readonly acknowledged: number;
}

/**
 * Asks every path in turn until each was answered `times` times, and calls `enough` in the very moment of the last
 * answer that was needed. Requests that are under way then may fail, and are counted as sent only.
 */
export async function askUntil(
  target: Target,
  paths: readonly string[],
  { connections, times, enough }: { connections: number; times: number; enough: () => void },
): Promise<ReadonlyMap<string, Acknowledged>> {
  const counts = new Map(paths.map((path) => [path, { sent: 0, acknowledged: 0 }]));
  let turn = 0;
  let ended = false;
  await withConnections(target, connections, (opened) =>
    Promise.all(
      opened.map(async (connection) => {
        while (!ended) {
          const path = paths[turn++ % paths.length] as string;
          const count = counts.get(path) as { sent: number; acknowledged: number };
          count.sent++;
          try {
            await connection.get(path);
          } catch (error) {
            if (ended) return;
            throw error;
          }
          count.acknowledged++;
          if (!ended && [...counts.values()].every((each) => each.acknowledged >= times)) {
            ended = true;
            enough();
          }
        }
      }),
    ),
  );
  return counts;
}
