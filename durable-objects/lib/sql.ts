/** What a journal may hold in a column. */
export type SqlValue = string | number | null;

/**
 * The little of SQLite that an actor needs. One adapter stands on Durable Object storage, another on `node:sqlite`,
 * so that property tests run the very statements that run in production.
 */
export interface Sql {
  /** Runs one statement and returns its rows. */
  all<Row extends Record<string, SqlValue>>(statement: string, ...bindings: SqlValue[]): Row[];
  /** All or nothing. `body` must be synchronous: a promise is refused, since what follows an `await` would not be covered. */
  transaction<T>(body: () => T): T;
}

/** Refuses a thenable: a transaction that went asynchronous has silently lost its atomicity. */
export function refusePromise<T>(value: T): T {
  if (value !== null && typeof value === "object" && "then" in value) {
    throw new TypeError("a transaction's body must be synchronous");
  }
  return value;
}

/** The adapter on a Durable Object's own storage. */
export function durableSql(storage: DurableObjectStorage): Sql {
  return {
    all: <Row extends Record<string, SqlValue>>(statement: string, ...bindings: SqlValue[]) =>
      storage.sql.exec<Row>(statement, ...bindings).toArray(),
    transaction: (body) => storage.transactionSync(() => refusePromise(body())),
  };
}
