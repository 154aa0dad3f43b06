import type { Cloudflare } from "./cloudflare.ts";
import type { Wanted } from "./wanted.ts";

/** What an installation has on Cloudflare now. */
export interface Standing {
  /** Null where the Worker was never uploaded. */
  readonly worker: StandingWorker | null;
  /** Ids by name. */
  readonly databases: ReadonlyMap<string, StandingDatabase>;
  readonly buckets: ReadonlySet<string>;
  /** The Workers that read each queue, by its name. */
  readonly queues: ReadonlyMap<string, readonly string[]>;
  readonly domain: { readonly service: string } | null;
}

interface StandingDatabase {
  readonly id: string;
  /** Names of the migrations it has seen. */
  readonly migrations: readonly string[];
  /** Whether a region stands in it: then people, coupons and money may. */
  readonly isInUse: boolean;
}

interface StandingWorker {
  /** What the live version was marked with; null where somebody else uploaded it, or where several are live. */
  readonly tag: string | null;
  readonly vars: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  /** Ids of databases and names of buckets by binding. */
  readonly databases: Readonly<Record<string, string>>;
  readonly buckets: Readonly<Record<string, string>>;
  readonly crons: readonly string[];
  /** Every actor class that has storage, and the binding that leads to it, if one does. */
  readonly classes: readonly { readonly name: string; readonly isSqlite: boolean }[];
  readonly actors: Readonly<Record<string, string>>;
}

/** Looks at everything an installation is made of; writes nothing. */
export async function lookAt(cloudflare: Cloudflare, wanted: Wanted): Promise<Standing> {
  const databases = new Map<string, StandingDatabase>();
  for (const { name } of wanted.databases) {
    const id = await cloudflare.databaseId(name);
    if (id !== null) databases.set(name, { id, ...(await lookInto(cloudflare, id)) });
  }
  const buckets = new Set<string>();
  for (const { name } of wanted.buckets) if (await cloudflare.hasBucket(name)) buckets.add(name);
  const queues = new Map<string, readonly string[]>();
  for (const name of wanted.queues) {
    const readers = await cloudflare.queueReaders(name);
    if (readers !== null) queues.set(name, readers);
  }
  return {
    worker: await lookAtWorker(cloudflare, wanted.worker),
    databases,
    buckets,
    queues,
    domain: await cloudflare.domain(new URL(wanted.origin).host),
  };
}

async function lookInto(cloudflare: Cloudflare, id: string) {
  const tables = await cloudflare.query<{ name: string }>(
    id,
    "select name from sqlite_master where type = 'table' and name in ('d1_migrations', 'region')",
  );
  const has = (table: string) => tables.some(({ name }) => name === table);
  const migrations = has("d1_migrations")
    ? await cloudflare.query<{ name: string }>(id, "select name from d1_migrations order by name")
    : [];
  const regions = has("region") ? await cloudflare.query(id, "select 1 as one from region limit 1") : [];
  return { migrations: migrations.map(({ name }) => name), isInUse: regions.length > 0 };
}

async function lookAtWorker(cloudflare: Cloudflare, name: string): Promise<StandingWorker | null> {
  const bindings = await cloudflare.bindings(name);
  if (bindings === null) return null;
  const of = (type: string, value: string) =>
    Object.fromEntries(
      bindings.filter((one) => one.type === type).map((one) => [one.name, one[value] ?? ""]),
    );
  return {
    tag: await cloudflare.liveTag(name),
    vars: of("plain_text", "text"),
    secrets: bindings.filter((one) => one.type === "secret_text").map((one) => one.name),
    databases: of("d1", "id"),
    buckets: of("r2_bucket", "bucket_name"),
    crons: await cloudflare.crons(name),
    classes: await cloudflare.actorClasses(name),
    actors: of("durable_object_namespace", "class_name"),
  };
}
