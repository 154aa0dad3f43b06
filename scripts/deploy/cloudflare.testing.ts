/**
 * Cloudflare's API on loopback, as far as deploying and wrangler ask it: a real HTTP server with SQLite behind D1, strict
 * about the token, the bodies and whether what is named stands. A request that it doesn't know is an error of the test.
 */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { d1Dump } from "./d1-dump.testing.ts";

const ACCOUNT = "0123456789abcdef0123456789abcdef";
const TOKEN = "a-token-of-the-test";
const WORKER = "tegata";

interface FakeBinding extends Record<string, string> {
  name: string;
  type: string;
}
interface FakeVersion {
  id: string;
  tag: string | undefined;
  bindings: FakeBinding[];
  files: readonly string[];
}
type Json = Record<string, unknown>;

class Refused extends Error {
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
const refuse = (status: number, code: number, message: string): never => {
  throw new Refused(status, code, message);
};

export class FakeCloudflare {
  readonly databases = new Map<string, { id: string; sqlite: DatabaseSync }>();
  readonly buckets = new Set<string>();
  readonly queues = new Map<string, { id: string; readers: { id: string; worker: string }[] }>();
  readonly namespaces = new Map<string, { id: string; isSqlite: boolean }>();
  readonly versions: FakeVersion[] = [];
  readonly domains = new Map<string, string>();
  crons: string[] = [];
  /** Everything that changed something, in order. */
  readonly changes: string[] = [];
  /** What nobody should have asked. */
  readonly unknown: string[] = [];
  /** The next change that begins so fails, `after` others like it; wrangler tries again by itself what fails with 500. */
  failure: { readonly change: string; after: number; readonly status: number } | null = null;

  /** Lines, and letters of the line before, that a copy of a database lacks. */
  copyLacks = 0;

  #assets = new Map<string, readonly string[]>();
  #server = createServer((request, response) => void this.#answer(request, response));

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    for (const { sqlite } of this.databases.values()) sqlite.close();
  }

  get access() {
    const { port } = this.#server.address() as AddressInfo;
    return {
      accountId: ACCOUNT,
      token: TOKEN,
      baseUrl: `http://127.0.0.1:${port}/client/v4`,
      firstWaitMs: 1,
    };
  }

  get live(): FakeVersion | undefined {
    return this.versions.at(-1);
  }

  /** Notes a change, or fails it where the test asked for that. */
  #change(what: string): void {
    if (this.failure !== null && what.startsWith(this.failure.change)) {
      const { after, status } = this.failure;
      if (after === 0) {
        this.failure = null;
        refuse(status, 10013, "an unknown error has occurred");
      } else this.failure.after -= 1;
    }
    this.changes.push(what);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? "/", "http://fake");
    const send = (status: number, body: Json) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify({ errors: [], messages: [], ...body }));
    };
    const copied = /^\/copies\/(.+)\.sql$/.exec(url.pathname)?.[1];
    if (copied !== undefined) {
      const { sqlite } = [...this.databases.values()].find(({ id }) => id === copied) as {
        sqlite: DatabaseSync;
      };
      const lines = [...d1Dump(sqlite)];
      response.end(
        `${lines.slice(0, lines.length - this.copyLacks).join("\n")}\n`.slice(0, -1 - this.copyLacks),
      );
      return;
    }
    try {
      const result = await this.#route(request, url, Buffer.concat(chunks));
      send(200, { success: true, result });
    } catch (error) {
      const { status, code } = error instanceof Refused ? error : { status: 500, code: 1 };
      if (!(error instanceof Refused)) this.unknown.push(String(error));
      send(status, { success: false, result: null, errors: [{ code, message: (error as Error).message }] });
    }
  }

  async #route(request: IncomingMessage, url: URL, body: Buffer): Promise<unknown> {
    const prefix = `/client/v4/accounts/${ACCOUNT}`;
    if (!url.pathname.startsWith(`${prefix}/`)) return refuse(404, 7003, "Could not route to the account");
    const path = url.pathname.slice(prefix.length);
    const asked = `${request.method} ${path}`;
    if (path !== "/workers/assets/upload" && request.headers.authorization !== `Bearer ${TOKEN}`)
      return refuse(401, 10000, "Authentication error");
    const json = (): Json => {
      // Wrangler sends what it says of readers as a bare text.
      const isText = path.includes("/consumers") && request.headers["content-type"]?.startsWith("text/plain");
      if (request.headers["content-type"] !== "application/json" && !isText)
        refuse(415, 10001, "the body is no JSON");
      return JSON.parse(body.toString("utf8")) as Json;
    };
    const text = (value: unknown): string =>
      typeof value === "string" && value !== "" ? value : refuse(400, 10001, "a text is missing");
    const named = (pattern: RegExp) => pattern.exec(asked)?.slice(1);

    if (asked === "GET /d1/database") {
      const like = url.searchParams.get("name") ?? "";
      // As Cloudflare does: a part of a name finds it too.
      return [...this.databases]
        .filter(([name]) => name.includes(like))
        .map(([name, { id }]) => ({ uuid: id, name }));
    }
    if (asked === "POST /d1/database") {
      const name = text(json().name);
      if (this.databases.has(name)) refuse(400, 7502, "a database of that name exists");
      this.#change(`database ${name}`);
      const made = { id: randomUUID(), sqlite: new DatabaseSync(":memory:") };
      this.databases.set(name, made);
      return { uuid: made.id, name };
    }
    const [queried] = named(/^POST \/d1\/database\/([^/]+)\/query$/) ?? [];
    if (queried !== undefined) return this.#query(queried, text(json().sql));
    const [exported] = named(/^POST \/d1\/database\/([^/]+)\/export$/) ?? [];
    if (exported !== undefined) return this.#export(exported, json());
    const [rewound] = named(/^POST \/d1\/database\/([^/]+)\/time_travel\/restore$/) ?? [];
    if (rewound !== undefined) {
      const moment = text(url.searchParams.get("timestamp"));
      if (Number.isNaN(Date.parse(moment))) refuse(400, 7400, "no such moment");
      this.#change(`rewind to ${moment}`);
      return { bookmark: "then", previous_bookmark: "before", message: "restored" };
    }

    const [bucket] = named(/^GET \/r2\/buckets\/([^/]+)$/) ?? [];
    if (bucket !== undefined)
      return this.buckets.has(bucket) ? { name: bucket } : refuse(404, 10006, "no such bucket");
    if (asked === "POST /r2/buckets") {
      const name = text(json().name);
      if (this.buckets.has(name)) refuse(409, 10004, "the bucket exists");
      this.#change(`bucket ${name}`);
      this.buckets.add(name);
      return { name };
    }

    if (asked === "GET /queues") {
      const names = url.searchParams.getAll("name");
      return [...this.queues]
        .filter(([each]) => names.length === 0 || names.includes(each))
        .map(([queue_name, { id, readers }]) => ({
          queue_id: id,
          queue_name,
          producers: [],
          consumers: readers.map((one) => ({ consumer_id: one.id, script: one.worker, type: "worker" })),
        }));
    }
    if (asked === "POST /queues") {
      const name = text(json().queue_name);
      if (this.queues.has(name)) refuse(409, 11009, "the queue exists");
      this.#change(`queue ${name}`);
      this.queues.set(name, { id: randomUUID().replaceAll("-", ""), readers: [] });
      return { queue_name: name };
    }
    const [readQueue, reader] = named(/^(?:POST|PUT|GET) \/queues\/([^/]+)\/consumers(?:\/(.+))?$/) ?? [];
    if (readQueue !== undefined) return this.#consume(readQueue, reader, request.method ?? "", json);

    if (asked === "GET /workers/durable_objects/namespaces")
      return [...this.namespaces].map(([name, { id, isSqlite }]) => ({
        id,
        name: `${WORKER}_${name}`,
        script: WORKER,
        class: name,
        use_sqlite: isSqlite,
      }));
    if (asked === "GET /workers/domains")
      return [...this.domains].map(([hostname, service]) => ({ hostname, service }));
    if (asked === "PUT /workers/domains") {
      const { hostname, service } = json();
      if (service !== WORKER || this.live === undefined) refuse(404, 10007, "there is no such Worker");
      this.#change(`domain ${text(hostname)}`);
      this.domains.set(text(hostname), WORKER);
      return {};
    }
    if (asked === "POST /workers/assets/upload") return this.#takeAssets(request, body);
    return this.#routeWorker(asked, json, request, body);
  }

  async #routeWorker(
    asked: string,
    json: () => Json,
    request: IncomingMessage,
    body: Buffer,
  ): Promise<unknown> {
    const script = `/workers/scripts/${WORKER}`;
    if (asked === `POST ${script}/assets-upload-session`) {
      const manifest = json().manifest as Record<string, { hash: string }>;
      const jwt = `session-${randomUUID()}`;
      this.#assets.set(
        jwt,
        Object.values(manifest).map(({ hash }) => hash),
      );
      return { jwt, buckets: [[...new Set(this.#assets.get(jwt))]] };
    }
    if (asked === `PUT ${script}`) return this.#takeWorker(request, body);
    const { live } = this;
    if (live === undefined) {
      const isKnown = asked.startsWith(`GET ${script}/`) || asked === `GET /workers/services/${WORKER}`;
      if (!isKnown) this.unknown.push(asked);
      return refuse(404, asked.includes("/services/") ? 10090 : 10007, "This Worker does not exist");
    }
    switch (asked) {
      case `GET /workers/services/${WORKER}`:
        return {
          default_environment: {
            environment: "production",
            script: { last_deployed_from: "wrangler", tag: "t", tags: [] },
          },
        };
      case `GET ${script}/settings`:
        return {
          bindings: live.bindings.map(({ text, ...one }) =>
            one.type === "secret_text" || text === undefined ? one : { ...one, text },
          ),
        };
      case `GET ${script}/secrets`:
        return live.bindings
          .filter(({ type }) => type === "secret_text")
          .map(({ name }) => ({ name, type: "secret_text" }));
      case `GET ${script}/deployments`:
        return { deployments: [{ id: "d", versions: [{ version_id: live.id, percentage: 100 }] }] };
      case `GET ${script}/versions/${live.id}`:
        return {
          id: live.id,
          annotations: live.tag === undefined ? {} : { "workers/tag": live.tag },
          resources: { bindings: [] },
        };
      case `GET ${script}/schedules`:
        return { schedules: this.crons.map((cron) => ({ cron })) };
      case `PUT ${script}/schedules`: {
        const crons = (json() as unknown as { cron: string }[]).map(({ cron }) => cron);
        this.#change(`crons ${crons.join(", ")}`);
        this.crons = crons;
        return { schedules: [] };
      }
      case `POST ${script}/subdomain`:
        return json().enabled === false
          ? { enabled: false, previews_enabled: false }
          : refuse(400, 1, "public twice");
      case `GET /workers/workers/${WORKER}`:
        return { id: "w", name: WORKER, subdomain: { enabled: false, previews_enabled: false } };
      default:
        this.unknown.push(asked);
        return refuse(404, 7000, "No route for that URI");
    }
  }

  #query(id: string, sql: string): unknown {
    const database = [...this.databases.values()].find((each) => each.id === id);
    if (database === undefined) return refuse(404, 7404, "no such database");
    const { sqlite } = database;
    if (/^\s*select\b/i.test(sql)) return [{ success: true, results: sqlite.prepare(sql).all(), meta: {} }];
    this.#change(`sql ${/\('([^']+)'\);\s*$/.exec(sql)?.[1] ?? "of no migration"}`);
    sqlite.exec("begin");
    try {
      sqlite.exec(sql);
      sqlite.exec("commit");
    } catch (error) {
      sqlite.exec("rollback");
      return refuse(400, 7500, (error as Error).message);
    }
    return [{ success: true, results: [], meta: {} }];
  }

  /** An export is ready when it is asked for a second time; its address needs no token. */
  #export(id: string, asked: Json): unknown {
    if (![...this.databases.values()].some((each) => each.id === id)) refuse(404, 7404, "no such database");
    if (asked.output_format !== "polling") refuse(400, 7400, "output_format is polling");
    if (asked.current_bookmark !== "half")
      return { success: true, status: "active", at_bookmark: "half", messages: ["Uploaded part 1"] };
    const { port } = this.#server.address() as AddressInfo;
    const signed_url = `http://127.0.0.1:${port}/copies/${id}.sql`;
    return { success: true, status: "complete", messages: [], result: { filename: `${id}.sql`, signed_url } };
  }

  #consume(id: string, reader: string | undefined, method: string, json: () => Json): unknown {
    const [name, queue] = [...this.queues].find(([, each]) => each.id === id) ?? [];
    if (name === undefined || queue === undefined) return refuse(404, 11000, "no such queue");
    if (method === "GET") return queue.readers.map((one) => ({ consumer_id: one.id, script: one.worker }));
    const body = json();
    if (body.script_name !== WORKER) refuse(400, 10001, "script_name is missing");
    this.#change(`reader of ${name}`);
    if (reader === undefined) queue.readers.push({ id: randomUUID(), worker: WORKER });
    return {};
  }

  async #takeAssets(request: IncomingMessage, body: Buffer): Promise<unknown> {
    const jwt = request.headers.authorization?.replace("Bearer ", "") ?? "";
    const wanted = this.#assets.get(jwt) ?? refuse(401, 10000, "no such upload");
    const form = await formOf(request, body);
    for (const hash of form.keys())
      if (!wanted.includes(hash)) refuse(400, 10001, `${hash} wasn't asked for`);
    const done = `done-${jwt}`;
    this.#assets.set(done, [...form.keys()]);
    return { jwt: done };
  }

  async #takeWorker(request: IncomingMessage, body: Buffer): Promise<unknown> {
    const form = await formOf(request, body);
    const metadata = JSON.parse(String(form.get("metadata"))) as {
      main_module?: string;
      bindings?: FakeBinding[];
      keep_bindings?: string[];
      exports?: Record<string, { type: string; state?: string; storage?: string }>;
      annotations?: Record<string, string>;
      assets?: { jwt?: string };
    };
    if (!(form.get(metadata.main_module ?? "") instanceof Blob))
      refuse(400, 10021, "the main module is missing");
    const files = this.#assets.get(metadata.assets?.jwt ?? "") ?? refuse(400, 10021, "the pages are missing");
    const bindings = metadata.bindings ?? [];
    for (const binding of bindings) this.#holds(binding, metadata.exports ?? {});
    this.#change("worker");
    for (const [name, entry] of Object.entries(metadata.exports ?? {})) {
      if (entry.state === "deleted") this.namespaces.delete(name);
      else if (!this.namespaces.has(name))
        this.namespaces.set(name, { id: randomUUID(), isSqlite: entry.storage === "sqlite" });
    }
    const kept = (this.live?.bindings ?? []).filter(
      (old) => metadata.keep_bindings?.includes(old.type) && !bindings.some(({ name }) => name === old.name),
    );
    const id = randomUUID();
    this.versions.push({
      id,
      tag: metadata.annotations?.["workers/tag"],
      bindings: [...bindings, ...kept],
      files,
    });
    return { id: WORKER, etag: "e", deployment_id: id.replaceAll("-", ""), startup_time_ms: 5 };
  }

  /** As Cloudflare does: a binding that leads nowhere is no Worker. */
  #holds(binding: FakeBinding, classes: Record<string, unknown>): void {
    const stands =
      binding.type === "d1"
        ? [...this.databases.values()].some(({ id }) => id === binding.id)
        : binding.type === "r2_bucket"
          ? this.buckets.has(binding.bucket_name ?? "")
          : binding.type === "queue"
            ? this.queues.has(binding.queue_name ?? "")
            : binding.type === "durable_object_namespace"
              ? (binding.class_name ?? "") in classes
              : true;
    if (!stands) refuse(400, 10021, `binding ${binding.name} of type ${binding.type} leads nowhere`);
  }
}

function formOf(request: IncomingMessage, body: Buffer): Promise<FormData> {
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) refuse(415, 10001, "the body is no form");
  return new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
}
