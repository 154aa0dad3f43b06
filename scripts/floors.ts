import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "acorn";

/**
 * What a browser of S19's floor for the wallet (iOS 13.0) can't do, in what was built for it: newer syntax fails the whole
 * script there, newer calls fail when they are reached, newer selectors drop their rule. The map (decision 032) and passkeys
 * step back with words and are asked for by name.
 */

/**
 * Calls that came after iOS 13.0, with the version they came in; none of the names is used for anything else here. What
 * web/shared/client/older-browsers.ts brings along is not among them.
 */
const NEWER_CALLS: ReadonlyMap<string, string> = new Map([
  ["findLast", "15.4"],
  ["findLastIndex", "15.4"],
  ["fromAsync", "16.4"],
  ["groupBy", "17.4"],
  ["isWellFormed", "16.4"],
  ["randomUUID", "15.4"],
  ["structuredClone", "15.4"],
  ["toReversed", "16"],
  ["toSorted", "16"],
  ["toSpliced", "16"],
  ["toWellFormed", "16.4"],
  ["withResolvers", "17.4"],
]);

/** What drops a rule or a declaration that the screen needs. */
const NEWER_CSS: readonly (readonly [RegExp, string])[] = [
  [/:has\(/, ":has() (15.4)"],
  [/:is\(|:where\(/, ":is() and :where() (14)"],
  [/color-mix\(|oklch\(|oklab\(/, "newer colours (15.4 and later)"],
  [/@container|@layer|@property/, "newer at-rules (15.4 and later)"],
  [/[;{]inset:/, "inset (14.5)"],
  [/[;{](translate|scale|rotate):/, "single transforms (14.5)"],
];

type Node = { readonly type: string; readonly [key: string]: unknown };
/**
 * Everything in a built wallet that its oldest phones would stumble over, a line each. What the wallet is made of is what its
 * service worker keeps; the map is not in that list, and steps back where it can't be drawn.
 */
export function newerThanFloor(webDir: string): string[] {
  const worker = readFileSync(join(webDir, "wallet/sw.js"), "utf8");
  const files = new Set(worker.match(/\bassets\/[\w.-]+\.(js|css)\b/g));
  if (files.size === 0) throw new Error("the service worker keeps nothing");
  return [...files].flatMap((file) => {
    const text = readFileSync(join(webDir, file), "utf8");
    const found = file.endsWith(".css") ? newerCss(text) : newerScript(text);
    return found.map((what) => `${file}: ${what}`);
  });
}

export function newerCss(text: string): string[] {
  return NEWER_CSS.flatMap(([pattern, what]) => (pattern.test(text) ? [what] : []));
}

export function newerScript(text: string): string[] {
  let tree: Node;
  try {
    tree = parse(text, { ecmaVersion: 2020, sourceType: "module" }) as unknown as Node;
  } catch (error) {
    return [`syntax newer than 2020: ${(error as Error).message}`];
  }
  const found = new Set<string>();
  walk(tree, (node) => {
    if (node.type === "ChainExpression") found.add("?. (13.4)");
    if (node.type === "LogicalExpression" && node.operator === "??") found.add("?? (13.4)");
    if (node.type === "Literal" && typeof node.bigint === "string") found.add("BigInt (14)");
    if (node.type === "Literal" && /\(\?<[=!]/.test((node.regex as { pattern?: string })?.pattern ?? ""))
      found.add("look-behind (16.4)");
    const name = calledName(node);
    const since = name === null ? undefined : NEWER_CALLS.get(name);
    if (since !== undefined) found.add(`${name}() (${since})`);
  });
  return [...found].sort();
}

/** What a call calls: `f` of `f()`, `m` of `x.m()`. */
function calledName(node: Node): string | null {
  if (node.type !== "CallExpression") return null;
  const callee = node.callee as Node;
  if (callee.type === "Identifier") return callee.name as string;
  if (callee.type !== "MemberExpression" || callee.computed) return null;
  return (callee.property as Node).name as string;
}

function walk(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const value of Object.values(node))
    for (const each of Array.isArray(value) ? value : [value])
      if (typeof each === "object" && each !== null && typeof (each as Node).type === "string")
        walk(each as Node, see);
}
