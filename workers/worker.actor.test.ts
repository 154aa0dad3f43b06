import { env, exports } from "cloudflare:workers";
import { expect, test } from "vitest";

test("the API answers at its own path in workerd", async () => {
  const reply = await exports.default.fetch("http://localhost/api/health");
  expect(reply.status).toBe(200);
  expect(await reply.json()).toMatchObject({ ok: true });
});

test("every migration of D1 was applied before the test", async () => {
  const names = env.TEST_MIGRATIONS.map((migration) => migration.name);
  const { results } = await env.DB.prepare("select name from d1_migrations order by id").all<{
    name: string;
  }>();
  expect(results.map((row) => row.name)).toEqual(names);
});
