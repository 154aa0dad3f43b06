import { existsSync, globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const GUIDE = readFileSync("docs/operations.md", "utf8");
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

test("BAK-1, OPS-1: every command that the guide names exists", () => {
  const named = new Set([...GUIDE.matchAll(/npm run ([a-z0-9-]+)/g)].map((match) => match[1] as string));
  expect([...named].filter((name) => !(name in scripts) || !existsSync(`scripts/${name}.ts`))).toEqual([]);
  for (const name of ["deploy", "status", "audit", "backup", "rebuild", "breaks", "secrets", "affected"])
    expect([...named]).toContain(name);
});

test("OPS-5: the guide says of every alert what to do, and of none that is never raised", () => {
  const raised = new Set<string>();
  for (const path of globSync("workers/**/*.ts").filter((each) => !/\.(test|testing)\.ts$/.test(each))) {
    const text = readFileSync(path, "utf8");
    for (const [, after = ""] of text.matchAll(/insert into alert ([\s\S]{0,260})/g)) {
      const kind = /'([a-z]+(?:-[a-z]+)+)'/.exec(after)?.[1];
      if (kind !== undefined) raised.add(kind);
    }
    for (const [, kind = ""] of text.matchAll(/\braise\(db, "([a-z-]+)"/g)) raised.add(kind);
    if (/tellOperator\(/.test(text))
      for (const [, kind = ""] of text.matchAll(/\bkind: "(phone-[a-z-]+)"/g)) raised.add(kind);
  }
  expect(raised.size).toBeGreaterThan(10);
  const table = GUIDE.split("| alert |")[1]?.split("\n\n")[0] ?? "";
  const told = [...table.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([a-z-]+)`/g)].map((match) => match[1] as string),
  );
  expect(told.sort()).toEqual([...raised].sort());
});
