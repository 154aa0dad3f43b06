import type { StatementSync } from "node:sqlite";
import { nodeD1 } from "../../workers/queue/node-d1.testing.ts";
import type { Cloud, Place } from "./cloud.ts";

type NodeD1 = ReturnType<typeof nodeD1>;
type Statement = {
  bind(...values: unknown[]): Statement;
  run(): unknown;
  all(): Promise<unknown>;
  first(): Promise<unknown>;
};

/** The one database behind every place, with the project's own migrations. */
export class SharedD1 {
  readonly node: NodeD1 = nodeD1();
  readonly #arrays = new Map<string, StatementSync>();

  /** Rows as arrays, which Drizzle reads. */
  raw(sql: string, values: readonly unknown[]): unknown[] {
    let statement = this.#arrays.get(sql);
    if (!statement) {
      statement = this.node.sqlite.prepare(sql);
      statement.setReturnArrays(true);
      this.#arrays.set(sql, statement);
    }
    return statement.all(...(values as (string | number | null)[]));
  }

  close(): void {
    this.node.sqlite.close();
  }
}

/** D1 as one place sees it: each call takes its time, may fail, and may have happened although it seems to have failed. */
export class PlaceD1 {
  readonly #cloud: Cloud;
  readonly #place: Place;

  constructor(cloud: Cloud, place: Place) {
    this.#cloud = cloud;
    this.#place = place;
  }

  withSession(): this {
    return this;
  }

  prepare(sql: string): PlaceStatement {
    const inner = this.#cloud.d1.node.db.prepare(sql) as unknown as Statement;
    return new PlaceStatement(this.#cloud, this.#place, sql, inner, []);
  }

  batch(statements: readonly PlaceStatement[]): Promise<unknown> {
    return this.#cloud.far(this.#place, "d1", () =>
      this.#cloud.d1.node.db.batch(statements.map((each) => each.inner) as never),
    );
  }
}

class PlaceStatement {
  readonly #cloud: Cloud;
  readonly #place: Place;
  readonly #sql: string;
  readonly inner: Statement;
  readonly #values: readonly unknown[];

  constructor(cloud: Cloud, place: Place, sql: string, inner: Statement, values: readonly unknown[]) {
    this.#cloud = cloud;
    this.#place = place;
    this.#sql = sql;
    this.inner = inner;
    this.#values = values;
  }

  bind(...values: unknown[]): PlaceStatement {
    const plain = values.map((value) => (typeof value === "boolean" ? Number(value) : value));
    return new PlaceStatement(this.#cloud, this.#place, this.#sql, this.inner.bind(...plain), plain);
  }

  first(): Promise<unknown> {
    return this.#cloud.far(this.#place, "d1", () => this.inner.first());
  }

  all(): Promise<unknown> {
    return this.#cloud.far(this.#place, "d1", () => this.inner.all());
  }

  run(): Promise<unknown> {
    return this.#cloud.far(this.#place, "d1", async () => this.inner.run());
  }

  raw(): Promise<unknown[]> {
    return this.#cloud.far(this.#place, "d1", async () => this.#cloud.d1.raw(this.#sql, this.#values));
  }
}

/** R2 as one place sees it. */
export class PlaceR2 {
  readonly #cloud: Cloud;
  readonly #place: Place;

  constructor(cloud: Cloud, place: Place) {
    this.#cloud = cloud;
    this.#place = place;
  }

  put(key: string, body: string, options: object): Promise<unknown> {
    return this.#cloud.far(this.#place, "r2", () => this.#cloud.r2.bucket.put(key, body, options));
  }

  get(key: string): Promise<unknown> {
    return this.#cloud.far(this.#place, "r2", () => this.#cloud.r2.bucket.get(key));
  }

  list(query: { prefix: string; limit: number; startAfter?: string }): Promise<unknown> {
    return this.#cloud.far(this.#place, "r2", async () => {
      const keys = [...this.#cloud.r2.objects.keys()]
        .filter((key) => key.startsWith(query.prefix) && (!query.startAfter || key > query.startAfter))
        .sort();
      return {
        objects: keys.slice(0, query.limit).map((key) => ({ key })),
        truncated: keys.length > query.limit,
      };
    });
  }
}
