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
    return new Promise((answered, failed) => {
      this.#waiting = { answered, failed };
      this.#socket.write(`GET ${path} HTTP/1.1\r\nhost: ${this.#host}\r\n\r\n`);
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
