/**
 * What an installation is made of, as wrangler.toml and its settings say.
 */
import { join } from "node:path";
import { unstable_readConfig } from "wrangler";
import type { Settings } from "./settings.ts";

/** An actor class as wrangler.toml declares it; `created` is a living one, every other state ends it under this name. */
export interface WantedClass {
  readonly name: string;
  readonly state: string;
  readonly storage: string | undefined;
}

export interface Wanted {
  readonly worker: string;
  readonly origin: string;
  readonly databases: readonly { readonly binding: string; readonly name: string }[];
  readonly buckets: readonly { readonly binding: string; readonly name: string }[];
  readonly queues: readonly string[];
  /** Queues that this Worker reads. */
  readonly consumed: readonly string[];
  readonly crons: readonly string[];
  readonly classes: readonly WantedClass[];
  /** Classes that a list of migrations takes away: the way before `exports`. */
  readonly classesDeleted: readonly string[];
  readonly actors: readonly { readonly binding: string; readonly className: string }[];
  readonly vars: Readonly<Record<string, string>>;
  /** Everything that wrangler.toml says, for wrangler itself; the ids of databases are not yet in it. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** What wrangler reckons for itself, and the path of the source: what is sent is a finished build. */
const RECKONED = [
  "main",
  "configPath",
  "userConfigPath",
  "topLevelName",
  "definedEnvironments",
  "targetEnvironment",
];

/** What is read of wrangler's own type, which leaves every part open. */
interface Config {
  readonly name?: string;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly d1_databases: readonly { readonly binding: string; readonly database_name?: string }[];
  readonly r2_buckets: readonly { readonly binding: string; readonly bucket_name?: string }[];
  readonly queues: {
    readonly producers?: readonly { readonly queue: string }[];
    readonly consumers?: readonly { readonly queue: string }[];
  };
  readonly triggers: { readonly crons?: readonly string[] };
  readonly migrations: readonly { readonly deleted_classes?: readonly string[] }[];
  readonly durable_objects: {
    readonly bindings: readonly { readonly name: string; readonly class_name?: string }[];
  };
  readonly exports?: Readonly<
    Record<string, { readonly type: string; readonly state?: string; readonly storage?: string }>
  >;
}

const readConfig = (path: string) => unstable_readConfig({ config: path }) as unknown as Config;

/** Reads `wrangler.toml` of `root` and lays the settings over it. */
export function readWanted(root: string, settings: Settings): Wanted {
  const config = readConfig(join(root, "wrangler.toml"));
  const vars = Object.fromEntries(
    Object.entries({ ...config.vars, ...settings.vars, PUBLIC_ORIGIN: settings.origin }).map(
      ([name, value]) => [name, String(value)],
    ),
  );
  return {
    worker: config.name ?? "",
    origin: settings.origin,
    databases: config.d1_databases.map((one) => ({ binding: one.binding, name: one.database_name ?? "" })),
    buckets: config.r2_buckets.map((one) => ({ binding: one.binding, name: one.bucket_name ?? "" })),
    queues: [
      ...new Set([
        ...(config.queues.producers ?? []).map(({ queue }) => queue),
        ...(config.queues.consumers ?? []).map(({ queue }) => queue),
      ]),
    ],
    consumed: (config.queues.consumers ?? []).map(({ queue }) => queue),
    crons: config.triggers.crons ?? [],
    classes: classesOf(config),
    classesDeleted: config.migrations.flatMap((step) => step.deleted_classes ?? []),
    actors: config.durable_objects.bindings.map((one) => ({
      binding: one.name,
      className: one.class_name ?? "",
    })),
    vars,
    config: { ...withoutDefaults(config), vars },
  };
}

function classesOf(config: Config): readonly WantedClass[] {
  return Object.entries(config.exports ?? {})
    .filter(([, { type }]) => type === "durable-object")
    .map(([name, { state = "created", storage }]) => ({ name, state, storage }));
}

/** What the file itself says: what wrangler adds to an empty file isn't said again, since it takes not all of it back. */
function withoutDefaults(config: Config): Record<string, unknown> {
  const empty = readConfig(join(import.meta.dirname, "empty.json")) as unknown as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(config).filter(
      ([key, value]) => !RECKONED.includes(key) && JSON.stringify(value) !== JSON.stringify(empty[key]),
    ),
  );
}
