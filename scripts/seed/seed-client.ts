import type { StaffMe } from "../../schema/api/staff.ts";
import { passFactor } from "./second-factor.ts";

/** A signed-in caller of the API without a browser: keeps its cookies, names its origin. */
export class SeedClient {
  readonly #origin: string;
  readonly #headers: Record<string, string>;
  readonly #cookies = new Map<string, string>();
  #signsIn: { readonly loginId: string; readonly password: string } | undefined;

  constructor(origin: string, headers: Record<string, string> = {}) {
    this.#origin = origin;
    this.#headers = headers;
  }

  /** The session as a header, for requests that this class doesn't make. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** Signs a member of staff in, second factor and all; from then on again whenever the session has ended. */
  async signIn(loginId: string, password: string): Promise<StaffMe> {
    this.#signsIn = undefined;
    const me = await this.done<StaffMe>("POST", "staff/session", { loginId, password });
    await this.passFactor(me);
    this.#signsIn = { loginId, password };
    return me;
  }

  /** The second step of signing in, after whichever first one. */
  passFactor(me: StaffMe): Promise<void> {
    return passFactor((method, path, body) => this.send(method, path, body), this.#origin, me);
  }

  /** Sends a request; the status and the body, whatever they are. */
  async send(
    method: "GET" | "POST" | "PUT",
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    const reply = await this.#sendOnce(method, path, body);
    const account = this.#signsIn;
    if (account === undefined || (reply.body as { code?: string })?.code !== "session-expired") return reply;
    await this.signIn(account.loginId, account.password);
    return this.#sendOnce(method, path, body);
  }

  async #sendOnce(
    method: "GET" | "POST" | "PUT",
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    const reply = await fetch(`${this.#origin}/api/${path}`, {
      method,
      headers: {
        origin: this.#origin,
        ...this.#headers,
        ...(this.#cookies.size === 0 ? {} : { cookie: this.cookie }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const set of reply.headers.getSetCookie()) {
      const [pair = ""] = set.split(";");
      this.#cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    return { status: reply.status, body: await reply.json() };
  }

  /** Sends what must succeed. Throws with the problem's code where it doesn't: seeding then breaks off. */
  async done<Reply>(method: "GET" | "POST" | "PUT", path: string, body?: unknown): Promise<Reply> {
    const reply = await this.send(method, path, body);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(reply.body)}`);
    return reply.body as Reply;
  }

  /** Downloads a file, whole. Throws where it isn't there or doesn't come to its end. */
  async file(path: string): Promise<Buffer> {
    const reply = await fetch(`${this.#origin}/api/${path}`, { headers: { cookie: this.cookie } });
    if (!reply.ok) throw new Error(`GET ${path}: ${reply.status}`);
    return Buffer.from(await reply.arrayBuffer());
  }

  /** All rows of a list, page after page. */
  async all<Row>(path: string): Promise<readonly Row[]> {
    const rows: Row[] = [];
    let after: string | null = null;
    do {
      const query: string = after === null ? "limit=100" : `limit=100&after=${encodeURIComponent(after)}`;
      const sign = path.includes("?") ? "&" : "?";
      const page: { rows: Row[]; next: string | null } = await this.done("GET", `${path}${sign}${query}`);
      rows.push(...page.rows);
      after = page.next;
    } while (after !== null);
    return rows;
  }
}
