/** What decides where a region's rows are: `DB`, and beside it DB_2, DB_3, … (docs/scale.md). */
export interface DatabaseEnv {
  readonly DB: D1Database;
  /** JSON map of region id to the name of a binding; a region that it doesn't name has its rows in `DB`. */
  readonly REGION_DATABASES?: string | undefined;
}

type Bindings = Readonly<Record<string, string>>;
const parsed = new Map<string, Bindings>();

function bindingsOf(json: string | undefined): Bindings {
  if (json === undefined || json === "") return {};
  const known = parsed.get(json);
  if (known) return known;
  const read = JSON.parse(json) as Bindings;
  parsed.set(json, read);
  return read;
}

/**
 * The database that holds a region's rows; null for what belongs to no region. Throws where the region's own is not bound: in
 * another one it would begin a second set of books.
 */
export function regionDatabase(env: DatabaseEnv, regionId: string | null): D1Database {
  const name = regionId === null ? undefined : bindingsOf(env.REGION_DATABASES)[regionId];
  if (name === undefined) return env.DB;
  const database = /^DB_\d+$/.test(name) ? (env as unknown as Record<string, unknown>)[name] : undefined;
  if (database === undefined) throw new Error(`region ${regionId} is in ${name}, which is not bound`);
  return database as D1Database;
}

/** Every database that holds rows of some region, `DB` first, each once. */
export function everyDatabase(env: DatabaseEnv): readonly D1Database[] {
  const regions = Object.keys(bindingsOf(env.REGION_DATABASES));
  return [...new Set([env.DB, ...regions.map((regionId) => regionDatabase(env, regionId))])];
}
