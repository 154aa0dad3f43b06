import { scryptSync } from "node:crypto";
import { expect, test } from "vitest";
import { firstPassword, hashPassword, isOutdated, NOBODYS_HASH, verifyPassword } from "./password.ts";

test("S21: a password is kept as scrypt with its parameters, salted, and fits only itself", async () => {
  const [one, two] = await Promise.all([hashPassword("ひみつの合言葉"), hashPassword("ひみつの合言葉")]);
  expect(one).toMatch(/^scrypt\$32768\$8\$1\$/);
  expect(one).not.toBe(two);
  expect(await verifyPassword("ひみつの合言葉", one)).toBe(true);
  expect(await verifyPassword("ひみつの合言", one)).toBe(false);
  expect(await verifyPassword("", NOBODYS_HASH)).toBe(false);
  expect(await verifyPassword("x", "plain$x")).toBe(false);
});

test("S8: a first password can be typed: no letters that look alike", () => {
  for (let i = 0; i < 50; i++)
    expect(firstPassword()).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
});

test("S21: a hash of a lower cost still fits, and asks to be made again; one that would stop the Worker is refused", async () => {
  const salt = Buffer.from("0123456789abcdef");
  const key = scryptSync("ひみつの合言葉", salt, 32, { N: 2 ** 10, r: 8, p: 1 });
  const old = `scrypt$1024$8$1$${salt.toString("base64")}$${key.toString("base64")}`;
  expect(await verifyPassword("ひみつの合言葉", old)).toBe(true);
  expect(isOutdated(old)).toBe(true);
  expect(isOutdated(await hashPassword("ひみつの合言葉"))).toBe(false);
  expect(isOutdated(NOBODYS_HASH)).toBe(false);
  for (const cost of ["1048576$8$1", "1024$8000$1", "1024$8$9000", "1000$8$1", "x$8$1"])
    expect(await verifyPassword("x", `scrypt$${cost}$${salt.toString("base64")}$AAAA`)).toBe(false);
});
