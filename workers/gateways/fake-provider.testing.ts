import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it arrived. */
interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What the provider answers; "silence" takes the request and never does. */
type Answer =
  | "silence"
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    };

/** A provider on this machine's loopback: a test says what it answers next, and reads what arrived. */
export class FakeProvider {
  readonly arrived: Arrived[] = [];
  /** Answers in order; the last one stands for all that follow. */
  answers: (Answer | ((request: Arrived) => Answer))[] = [{ status: 200, body: {} }];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, reply) => {
      let text = "";
      request.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      request.on("end", () => {
        const { method = "", url = "", headers } = request;
        const arrived = { method, path: url, headers, text };
        this.arrived.push(arrived);
        const next = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
        const answer = typeof next === "function" ? next(arrived) : next;
        if (answer === undefined || answer === "silence") return;
        reply.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
        reply.end(answer.body === undefined ? "" : JSON.stringify(answer.body));
      });
    });
  }

  static async start(): Promise<FakeProvider> {
    const fake = new FakeProvider();
    await new Promise<void>((resolve) => fake.#server.listen(0, "127.0.0.1", resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
