import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A message as it came. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody's server on this machine's loopback, which keeps what it gets. */
export class Receiver {
  readonly got: Received[] = [];
  /** What it answers from now on, by path. */
  answer: (path: string) => Answer = () => ({ status: 204 });
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, reply) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const path = request.url ?? "";
        this.got.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
        const { status, headers } = this.answer(path);
        reply.writeHead(status, headers).end();
      });
    });
  }

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, "127.0.0.1", resolve));
    return receiver;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Which of some secrets a message is signed with: from the description, not from the code that signs. */
export function signedWith(received: Received, secrets: readonly string[]): readonly string[] {
  const parts = String(received.headers["tegata-signature"])
    .split(",")
    .map((part) => part.split("="));
  const [, t] = parts.find(([name]) => name === "t") ?? [];
  const macs = parts.flatMap(([name, value]) => (name === "v1" ? [value] : []));
  return secrets.filter((secret) =>
    macs.includes(createHmac("sha256", secret).update(`${t}.${received.body}`).digest("hex")),
  );
}
