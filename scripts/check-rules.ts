import { globSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** A rule as docs/SPEC.md states it. */
interface Rule {
  readonly id: string;
  /** Decided and not yet built, or kept by people: no test can be asked for. */
  readonly untested: boolean;
}

/** The rules of a SPEC text, in order. */
export function rulesOf(spec: string): Rule[] {
  return [...spec.matchAll(/^- \*\*([A-Z]+-\d+)\*\*( \*\((?:later|operations)\)\*)?/gm)].map((match) => ({
    id: match[1] as string,
    untested: match[2] !== undefined,
  }));
}

/** The rule ids that a test file's text names. */
export function citedIn(text: string): Set<string> {
  return new Set([...text.matchAll(/\b[A-Z]{3,4}-\d+\b/g)].map((match) => match[0]));
}

/** Rules nobody tests, and ids that tests cite but no rule has. */
export function compareRules(rules: readonly Rule[], cited: ReadonlySet<string>) {
  const known = new Set(rules.map((rule) => rule.id));
  return {
    untested: rules.filter((rule) => !rule.untested && !cited.has(rule.id)).map((rule) => rule.id),
    unknown: [...cited].filter(
      (id) => !known.has(id) && rules.some((rule) => rule.id.slice(0, 4) === id.slice(0, 4)),
    ),
  };
}

/** Every rule of docs/SPEC.md has a test that cites it, and every id a test cites is a rule. */
export function checkRules(): { readonly untested: string[]; readonly unknown: string[] } {
  const tests = globSync("{schema,durable-objects,workers,web,wallet-pwa,scripts,tests}/**/*.ts{,x}").filter(
    (path) => /\.test\.tsx?$/.test(path) || path.startsWith("tests/"),
  );
  const cited = new Set(tests.flatMap((path) => [...citedIn(readFileSync(path, "utf8"))]));
  return compareRules(rulesOf(readFileSync("docs/SPEC.md", "utf8")), cited);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { untested, unknown } = checkRules();
  for (const id of untested) console.error(`${id}: no test cites it`);
  for (const id of unknown) console.error(`${id}: cited by a test, but no rule of docs/SPEC.md`);
  process.exit(untested.length + unknown.length > 0 ? 1 : 0);
}
