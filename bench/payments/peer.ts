/** The peer (`peer-server.ts`) with its PostgreSQL, started and stopped by the bench. */
import { fork } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { Target, Way } from "../load.ts";
import { ended, ensurePostgres, startPostgres } from "./postgres.ts";
import { inTurn, nextOperationOf } from "./ways.ts";

export interface Peer {
  readonly target: Target;
  readonly version: string;
  readonly pids: readonly number[];
  /** One yen from each of so many accounts in turn, in a transaction as services are written, or in one stored function. */
  way(accounts: number, path: "/payments" | "/payments-function"): Way;
  stop(): Promise<void>;
}

/** Starts the peer with its data in `stateDir`; null where there is no PostgreSQL and none can be installed. */
export async function startPeer(stateDir: string, connections: number): Promise<Peer | null> {
  const bin = ensurePostgres();
  if (bin === null) return null;
  const postgres = await startPostgres(bin, stateDir, connections);
  const secret = randomBytes(32).toString("base64");
  const server = fork(
    fileURLToPath(new URL("peer-server.ts", import.meta.url)),
    [postgres.socketDir, postgres.user, String(postgres.pid), secret, String(connections)],
    { stdio: ["ignore", "inherit", "inherit", "ipc"] },
  );
  const stop = async () => {
    await ended(server, "SIGTERM");
    await postgres.stop();
  };
  try {
    const port = await new Promise<number>((resolve, reject) => {
      server.once("message", (message) => resolve((message as { port: number }).port));
      server.once("exit", (code) => reject(new Error(`the peer ended with ${code}`)));
    });
    const host = `127.0.0.1:${port}`;
    return {
      target: { host: "127.0.0.1", port },
      version: postgres.version,
      pids: [server.pid ?? 0, postgres.pid],
      stop,
      way: (accounts, path) => ({
        proof: '"replayed":false',
        holders: accounts,
        next: inTurn(
          Array.from({ length: accounts }, (_, n) => {
            const cookie = `session=${token(secret, `account-${n}`)}`;
            return nextOperationOf(
              path,
              { host, cookie },
              {
                storeId: `store-${n % 50}`,
                tillId: `till-${n % 50}`,
                signature: "x".repeat(20),
                programmeId: "x".repeat(12),
                amountYen: 1,
              },
              "00000000",
            );
          }),
        ),
      }),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A session as the product's own looks on the wire. */
function token(secret: string, account: string): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const nowMs = Date.now();
  const signed = `${part({ alg: "HS256" })}.${part({
    sub: account,
    sid: "00000000-0000-4000-8000-000000000000",
    born: nowMs,
    at: nowMs,
    until: nowMs + 86_400_000,
  })}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}
