import { createECDH, randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { decrypt } from "http_ece";
import { type PushPayload, pushPayloadSchema } from "../../schema/api/push.ts";
import type { Subscription } from "../gateways/push.ts";

/** A push as the service got it, and what the device reads in it. */
export interface Delivered {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: number;
  readonly payload: PushPayload;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A push service on this machine's loopback with the browsers that it serves: what arrives is decrypted with their keys by an
 * implementation that has nothing to do with ours.
 */
export class FakePushService {
  readonly delivered: Delivered[] = [];
  /** What it answers from now on, by browser or to all. */
  answer: Answer | ((path: string) => Answer) = { status: 201 };
  readonly #browsers = new Map<
    string,
    { readonly ecdh: ReturnType<typeof createECDH>; readonly auth: string }
  >();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, reply) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const path = request.url ?? "";
        this.#arrived(path, request.headers, Buffer.concat(chunks));
        const { status, headers } = typeof this.answer === "function" ? this.answer(path) : this.answer;
        reply.writeHead(status, headers).end();
      });
    });
  }

  static async start(): Promise<FakePushService> {
    const service = new FakePushService();
    await new Promise<void>((resolve) => service.#server.listen(0, "127.0.0.1", resolve));
    return service;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What a browser's `pushManager.subscribe` gives. */
  subscribe(browser: string): Subscription {
    const ecdh = createECDH("prime256v1");
    const p256dh = ecdh.generateKeys().toString("base64url");
    const auth = randomBytes(16).toString("base64url");
    const path = `/push/${browser}`;
    this.#browsers.set(path, { ecdh, auth });
    return { endpoint: this.origin + path, keys: { p256dh, auth } };
  }

  #arrived(path: string, headers: IncomingHttpHeaders, body: Buffer): void {
    const browser = this.#browsers.get(path);
    if (!browser) return;
    const { ecdh, auth } = browser;
    const text = decrypt(body, { version: "aes128gcm", privateKey: ecdh, authSecret: auth }).toString("utf8");
    const payload = pushPayloadSchema.parse(JSON.parse(text));
    this.delivered.push({ path, headers, bytes: body.length, payload });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
