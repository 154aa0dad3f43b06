import type { DatabaseSync, StatementSync } from "node:sqlite";
import { refusePromise, type Sql, type SqlValue } from "./sql.ts";

/** The same adapter on `node:sqlite`, for tests and simulations that run without workerd. */
export function nodeSql(database: DatabaseSync): Sql {
  const prepared = new Map<string, StatementSync>();
  const prepare = (statement: string): StatementSync => {
    const known = prepared.get(statement);
    if (known) return known;
    const made = database.prepare(statement);
    prepared.set(statement, made);
    return made;
  };
  return {
    all: <Row extends Record<string, SqlValue>>(statement: string, ...bindings: SqlValue[]) =>
      prepare(statement).all(...bindings) as Row[],
    transaction: (body) => {
      database.exec("begin");
      try {
        const value = refusePromise(body());
        database.exec("commit");
        return value;
      } catch (error) {
        database.exec("rollback");
        throw error;
      }
    },
  };
}
