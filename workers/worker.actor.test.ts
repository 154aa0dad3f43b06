import { applyD1Migrations, env } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { expect, test } from "vitest";

test("the API answers at its own path in workerd", async () => {
  const reply = await exports.default.fetch("http://localhost/api/health");
  expect(reply.status).toBe(200);
  expect(await reply.json()).toMatchObject({ ok: true });
});

test("the database that tests begin with is the one that D1 makes of the migrations", async () => {
  const schema = async (db: D1Database) => {
    const { results } = await db
      .prepare(
        `select type, name, tbl_name, sql from sqlite_schema
         where name not like '\\_cf\\_%' escape '\\' and tbl_name not in ('d1_migrations', 'sqlite_sequence') order by type, name`,
      )
      .all();
    return results;
  };
  await applyD1Migrations(env.DB_2, env.TEST_MIGRATIONS);
  const migrated = await schema(env.DB_2);
  expect(migrated.length).toBeGreaterThan(0);
  expect(await schema(env.DB)).toEqual(migrated);
});
