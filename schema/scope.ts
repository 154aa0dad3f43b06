/** Where a programme may be used (S1). */
export interface Scope {
  /** Municipality codes; null: the whole region. */
  readonly municipalities: readonly string[] | null;
  /** JSIC prefixes that are in; null: every industry. */
  readonly industries: readonly string[] | null;
  /** JSIC prefixes that are out, stronger than those that are in. */
  readonly industriesOut: readonly string[];
  /** Single stores: `storesOut` wins over everything, `storesIn` over municipality and industry. */
  readonly storesIn: readonly string[];
  readonly storesOut: readonly string[];
}

/** What of a store a scope looks at. */
export interface ScopedStore {
  readonly id: string;
  readonly municipality: string;
  /** A letter and up to four digits, e.g. M7611. */
  readonly industry: string;
}

/** Whether a store is within a programme's scope (S1). Pure; a store of another region never gets here (WHO-1). */
export function storeInScope(store: ScopedStore, scope: Scope): boolean {
  if (scope.storesOut.includes(store.id)) return false;
  if (scope.storesIn.includes(store.id)) return true;
  if (scope.municipalities && !scope.municipalities.includes(store.municipality)) return false;
  if (scope.industriesOut.some((prefix) => store.industry.startsWith(prefix))) return false;
  return scope.industries === null || scope.industries.some((prefix) => store.industry.startsWith(prefix));
}
