/**
 * Who may import whom (docs/architecture.md, "The house"). A rule that is only written down is forgotten
 * within a week; this one fails `npm run check`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseSync } from "vite";

export interface Import {
  specifier: string;
  /** Erased before the code runs. */
  isType: boolean;
  names: string[];
}

interface Layer {
  /** Folder that the rule speaks of; the longest that matches a file is its layer. */
  at: string;
  /** Folders of ours it may import, besides itself. */
  mayImport: string[];
  /** Folders inside those that it may not. */
  mayNotImport?: string[];
  /** Runtime modules it may import, as prefixes. */
  builtins: string[];
  /** Packages that stay out of it, as prefixes. */
  withoutPackages?: string[];
}

/** The Worker alone knows which numbers are mobiles (RES-1): the metadata would be half of the wallet's first load. */
const browserSide = { mayNotImport: ["schema/d1"], builtins: [], withoutPackages: ["libphonenumber-js"] };

const LAYERS: Layer[] = [
  { at: "schema", mayImport: [], builtins: [] },
  { at: "durable-objects", mayImport: ["schema"], builtins: ["node:crypto", "cloudflare:"] },
  {
    at: "workers",
    mayImport: ["schema", "durable-objects"],
    builtins: ["node:crypto", "node:zlib", "cloudflare:"],
  },
  { at: "workers/settlement", mayImport: ["schema"], builtins: [] },
  { at: "web/shared", mayImport: ["schema"], ...browserSide },
  { at: "web/counter", mayImport: ["schema", "web/shared"], ...browserSide },
  { at: "web/admin", mayImport: ["schema", "web/shared"], ...browserSide },
  { at: "web/api-reference", mayImport: [], ...browserSide },
  { at: "wallet-pwa", mayImport: ["schema", "web/shared"], ...browserSide },
];

const PURE_BUILTIN = "node:crypto";

const CODE_FILE = /\.(ts|tsx)$/;
/** Tests and what only tests stand on: they run in Node, whatever layer they lie in. */
const TEST_FILE = /\.(test|testing)\.tsx?$/;

/** Everything a file imports or re-exports, types and dynamic imports included. */
export function importsOf(file: string, source: string): Import[] {
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const found: Import[] = [];
  for (const each of module.staticImports) {
    found.push({
      specifier: each.moduleRequest.value,
      isType: each.entries.length > 0 && each.entries.every((entry) => entry.isType),
      names: each.entries.map((entry) => entry.importName.name ?? "*"),
    });
  }
  for (const each of module.staticExports) {
    for (const entry of each.entries) {
      if (entry.moduleRequest === null) continue;
      found.push({
        specifier: entry.moduleRequest.value,
        isType: entry.isType,
        names: [entry.importName.name ?? "*"],
      });
    }
  }
  const dynamic = new Set(module.dynamicImports.map((each) => each.start));
  for (const match of source.matchAll(/\bimport\(\s*(["'])([^"'\n]+)\1\s*\)(?:\.(\w+))?/g)) {
    const isType = !dynamic.has(match.index);
    found.push({ specifier: match[2] ?? "", isType, names: [isType ? (match[3] ?? "*") : "*"] });
  }
  return found;
}

/** What is wrong with the imports of one file; empty when all is well. Paths are from the top, with `/`. */
export function violations(file: string, imports: Import[]): string[] {
  const layer = layerOf(file);
  if (layer === undefined) return [];
  const isTest = TEST_FILE.test(file);
  const found: string[] = [];
  const name = posix.basename(file);
  if (name === "utils.ts" || name === "utils.tsx") found.push("name the file after what it holds, not utils");
  if (/^index\.tsx?$/.test(name) && file !== "workers/index.ts")
    found.push("only workers/index.ts is called index");

  for (const each of imports) {
    const { specifier } = each;
    if (!specifier.startsWith(".")) {
      const problem = isTest ? undefined : packageProblem(layer, each);
      if (problem !== undefined) found.push(problem);
      continue;
    }
    const target = posix.normalize(posix.join(posix.dirname(file), specifier.replace(/\?.*$/, "")));
    if (!/\.\w+$/.test(target)) {
      found.push(`${specifier}: a relative import ends in its file's ending (.ts, .tsx)`);
      continue;
    }
    if (isTest && within(target, "tests")) continue;
    if (!isTest && TEST_FILE.test(target)) {
      found.push(`${specifier}: made for tests only`);
      continue;
    }
    if (!mayReach(layer, target)) found.push(`${specifier}: ${layer.at} may not import ${target}`);
  }
  return found;
}

function packageProblem(layer: Layer, each: Import): string | undefined {
  const { specifier } = each;
  if (
    /^(node|cloudflare):/.test(specifier) &&
    !layer.builtins.some((prefix) => specifier.startsWith(prefix))
  ) {
    return `${specifier}: ${layer.at} also runs where this module does not exist`;
  }
  if (layer.withoutPackages?.some((prefix) => specifier.startsWith(prefix)))
    return `${specifier}: ${layer.at} may not import this package`;
  return undefined;
}

function mayReach(layer: Layer, target: string): boolean {
  if (within(target, layer.at)) return true;
  if (layer.mayNotImport?.some((folder) => within(target, folder))) return false;
  return layer.mayImport.some((folder) => within(target, folder));
}

function layerOf(file: string): Layer | undefined {
  return LAYERS.filter((layer) => within(file, layer.at)).sort((a, b) => b.at.length - a.at.length)[0];
}

function within(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

function isDecide(path: string): boolean {
  return /(^|\/|-)decide\.ts$/.test(path);
}

/**
 * Rules are pure functions of (state, command, now): whatever code a `decide.ts` runs, however far down, is
 * ours, and ends at the schema. Types may come from anywhere, and hashing is as pure as adding.
 * Returns how each impure import is reached.
 */
export function impureDecisions(importsByFile: Map<string, Import[]>): string[] {
  const found: string[] = [];
  const follow = (file: string, path: string[], seen: Set<string>) => {
    for (const { specifier, isType } of importsByFile.get(file) ?? []) {
      if (isType || specifier === PURE_BUILTIN) continue;
      if (!specifier.startsWith(".")) {
        found.push(`${path.join(" → ")} → ${specifier}: a decision runs our own pure code only`);
        continue;
      }
      const target = posix.normalize(posix.join(posix.dirname(file), specifier));
      if (within(target, "schema") || seen.has(target)) continue;
      seen.add(target);
      follow(target, [...path, target], seen);
    }
  };
  for (const file of [...importsByFile.keys()].filter(isDecide)) follow(file, [file], new Set());
  return found;
}

/** Every violation of the tree under `root`, as `file: what`. */
export function checkTree(root: string): string[] {
  const found: string[] = [];
  const importsByFile = new Map<string, Import[]>();
  for (const top of new Set(LAYERS.map((layer) => layer.at.split("/")[0] ?? ""))) {
    let names: string[];
    try {
      names = readdirSync(join(root, top), { recursive: true, encoding: "utf8" });
    } catch {
      continue;
    }
    for (const name of names.sort()) {
      const file = posix.join(top, name.replaceAll("\\", "/"));
      if (!CODE_FILE.test(file) || file.endsWith(".d.ts")) continue;
      const imports = importsOf(file, readFileSync(join(root, file), "utf8"));
      importsByFile.set(file, imports);
      for (const problem of violations(file, imports)) found.push(`${file}: ${problem}`);
    }
  }
  return [...found, ...impureDecisions(importsByFile)];
}
