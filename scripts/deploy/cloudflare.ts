/**
 * The part of Cloudflare's API that deploying needs, by name of what is asked; uploading the Worker is wrangler's.
 */
import { setTimeout as later } from "node:timers/promises";

const PUBLIC_API = "https://api.cloudflare.com/client/v4";
/** Where D1 and R2 are kept: the nearest there is (docs/SPEC.md, Decided). */
const LOCATION = "apac";
/** A read that failed for a reason that passes is asked again so often, and after this long, doubled. */
const READ_TRIES = 4;
const FIRST_WAIT_MS = 500;
/** No answer of the API takes longer. */
const ANSWER_LIMIT_MS = 60_000;
/** Lists come in pages of so many. */
const PAGE = 100;
/** "Could not route": the account or the path is wrong, which says nothing of whether something stands. */
const NO_ROUTE = [7000, 7003];
/** Of an API that can't be reached; no server sends it. */
const UNREACHABLE = 599;

/** Where the API is, whose account, and the token that opens it. */
export interface Access {
  readonly accountId: string;
  readonly token: string;
  /** Another address than Cloudflare's own, as wrangler reads it from CLOUDFLARE_API_BASE_URL. */
  readonly baseUrl?: string | undefined;
  readonly firstWaitMs?: number;
}

/** A binding of the live Worker: its name, its type, and words that depend on the type. */
export type Binding = { readonly name: string; readonly type: string } & Readonly<Record<string, string>>;

/** How far a copy is: its address once it is whole. */
export interface ExportState {
  readonly bookmark: string | null;
  readonly url: string | null;
}

/** What the API answered, where it was no success. Its code is Cloudflare's. */
export class CloudflareError extends Error {
  readonly status: number;
  readonly codes: readonly number[];
  constructor(status: number, codes: readonly number[], message: string) {
    super(message);
    this.status = status;
    this.codes = codes;
  }
}

type Json = Readonly<Record<string, unknown>>;

export class Cloudflare {
  readonly #access: Access;
  constructor(access: Access) {
    this.#access = access;
  }

  /** The id of the database of exactly this name. */
  async databaseId(name: string): Promise<string | null> {
    const rows = await this.#read<{ uuid: string; name: string }[]>(
      `/d1/database?name=${encodeURIComponent(name)}&per_page=${PAGE}`,
    );
    return rows?.find((row) => row.name === name)?.uuid ?? null;
  }

  async makeDatabase(name: string): Promise<string> {
    const made = await this.#write<{ uuid: string }>("POST", "/d1/database", {
      name,
      primary_location_hint: LOCATION,
    });
    return made.uuid;
  }

  /** Runs SQL on a database: several statements are one batch, whole or not at all. The rows of the first. */
  async query<Row = Json>(id: string, sql: string): Promise<readonly Row[]> {
    const [first] = await this.#write<{ results: Row[] }[]>("POST", `/d1/database/${id}/query`, { sql });
    return first?.results ?? [];
  }

  /**
   * Asks for a copy of a database as SQL, or how far it is. It has to be asked again until it ends, and nobody else can use the
   * database meanwhile.
   */
  async exportDatabase(id: string, bookmark: string | null): Promise<ExportState> {
    const state = await this.#write<{
      status?: string;
      at_bookmark?: string;
      error?: string;
      result?: { signed_url: string };
    }>("POST", `/d1/database/${id}/export`, {
      output_format: "polling",
      ...(bookmark === null ? {} : { current_bookmark: bookmark }),
    });
    if (state.status === "error") throw new Error(`the copy failed: ${state.error}`);
    return { bookmark: state.at_bookmark ?? null, url: state.result?.signed_url ?? null };
  }

  /** Sets a database back to what it was at a moment of the last 30 days; the bookmark by which that is undone. */
  async rewindDatabase(id: string, toMs: number): Promise<{ readonly undo: string }> {
    const timestamp = new Date(toMs).toISOString();
    const done = await this.#write<{ previous_bookmark: string }>(
      "POST",
      `/d1/database/${id}/time_travel/restore?timestamp=${encodeURIComponent(timestamp)}`,
      {},
    );
    return { undo: done.previous_bookmark };
  }

  async hasBucket(name: string): Promise<boolean> {
    return (await this.#read(`/r2/buckets/${name}`)) !== null;
  }

  async makeBucket(name: string): Promise<void> {
    await this.#write("POST", "/r2/buckets", { name, locationHint: LOCATION });
  }

  /** The Workers that read a queue; null where there is none of this name. */
  async queueReaders(name: string): Promise<readonly string[] | null> {
    const rows = await this.#read<{ queue_name: string; consumers?: Json[] }[]>(
      `/queues?name=${encodeURIComponent(name)}`,
    );
    const queue = rows?.find((row) => row.queue_name === name);
    if (queue === undefined) return null;
    return (queue.consumers ?? []).map((one) => String(one.script ?? one.script_name ?? one.service ?? ""));
  }

  async makeQueue(name: string): Promise<void> {
    await this.#write("POST", "/queues", { queue_name: name });
  }

  /** Bindings of the live Worker, secrets by name only; null where there is no such Worker. */
  async bindings(worker: string): Promise<readonly Binding[] | null> {
    const settings = await this.#read<{ bindings?: Binding[] }>(`/workers/scripts/${worker}/settings`);
    return settings === null ? null : (settings.bindings ?? []);
  }

  /** What the one live version was marked with when it was uploaded. */
  async liveTag(worker: string): Promise<string | null> {
    const found = await this.#read<{ deployments?: { versions?: { version_id: string }[] }[] }>(
      `/workers/scripts/${worker}/deployments`,
    );
    const live = found?.deployments?.[0]?.versions ?? [];
    if (live.length !== 1) return null;
    const version = await this.#read<{ annotations?: Record<string, string> }>(
      `/workers/scripts/${worker}/versions/${live[0]?.version_id}`,
    );
    return version?.annotations?.["workers/tag"] ?? null;
  }

  async crons(worker: string): Promise<readonly string[]> {
    const found = await this.#read<{ schedules?: { cron: string }[] }>(
      `/workers/scripts/${worker}/schedules`,
    );
    return (found?.schedules ?? []).map(({ cron }) => cron);
  }

  /** Every actor class of a Worker that has storage, whether anything still leads to it or not. */
  async actorClasses(worker: string): Promise<readonly { name: string; isSqlite: boolean }[]> {
    const all: { script?: string; class?: string; use_sqlite?: boolean }[] = [];
    for (let page = 1; ; page++) {
      const rows = await this.#read<typeof all>(
        `/workers/durable_objects/namespaces?page=${page}&per_page=${PAGE}`,
      );
      all.push(...(rows ?? []));
      if ((rows ?? []).length < PAGE) break;
    }
    return all
      .filter((row) => row.script === worker)
      .map((row) => ({ name: row.class ?? "", isSqlite: row.use_sqlite ?? false }));
  }

  /** Which Worker answers at a host; null where none does. */
  async domain(host: string): Promise<{ readonly service: string } | null> {
    const rows = await this.#read<{ hostname: string; service: string }[]>(
      `/workers/domains?hostname=${encodeURIComponent(host)}`,
    );
    return rows?.find((row) => row.hostname === host) ?? null;
  }

  /** Lets a Worker answer at a host. A name that already leads elsewhere is refused by Cloudflare. */
  async attachDomain(host: string, worker: string): Promise<void> {
    await this.#write("PUT", "/workers/domains", { hostname: host, service: worker });
  }

  /** Null where there is nothing at this path. */
  async #read<T>(path: string): Promise<T | null> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#ask<T>("GET", path);
      } catch (error) {
        if (!(error instanceof CloudflareError)) throw error;
        if (error.status === 404 && !error.codes.some((code) => NO_ROUTE.includes(code))) return null;
        if (tries === READ_TRIES || (error.status !== 429 && error.status < 500)) throw error;
        await later((this.#access.firstWaitMs ?? FIRST_WAIT_MS) * 2 ** (tries - 1));
      }
    }
  }

  /** Never repeated by itself: the next run looks what became of it. */
  #write<T>(method: "POST" | "PUT", path: string, body: Json): Promise<T> {
    return this.#ask<T>(method, path, body);
  }

  async #ask<T>(method: string, path: string, body?: Json): Promise<T> {
    const { accountId, token, baseUrl = PUBLIC_API } = this.#access;
    const what = `${method} ${path.split("?")[0]}`;
    let reply: Response;
    try {
      reply = await fetch(`${baseUrl}/accounts/${accountId}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      });
    } catch (error) {
      throw new CloudflareError(UNREACHABLE, [], `${what}: ${(error as Error).message}`);
    }
    const answer = (await reply.json().catch(() => null)) as {
      success?: boolean;
      result?: T;
      errors?: { code: number; message: string }[];
    } | null;
    if (reply.ok && answer?.success === true) return answer.result as T;
    const errors = answer?.errors ?? [];
    throw new CloudflareError(
      reply.status,
      errors.map(({ code }) => code),
      `${what}: ${reply.status} ${errors.map(({ code, message }) => `${message} (${code})`).join(", ")}`,
    );
  }
}
