/**
 * `npm run sbom`: writes docs/sbom.cdx.json, what the system is made of (CycloneDX 1.5, by npm itself from the lock file).
 * The same lock file makes the same bytes, so that `npm run check` can tell an old one: no time stands in it, and its
 * serial number is made of what it lists.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { run } from "./steps.ts";

const FILE = fileURLToPath(new URL("../docs/sbom.cdx.json", import.meta.url));
const ROOT = fileURLToPath(new URL("..", import.meta.url));

interface Bom {
  readonly $schema: string;
  readonly metadata: { readonly lifecycles: unknown; readonly component: Record<string, unknown> };
  readonly components: readonly (Record<string, unknown> & { readonly "bom-ref": string })[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

/** What npm says, less what differs from machine to machine: when, by which npm, in which folder, from which mirror. */
export function steady(bom: Bom): string {
  const byRef = <T extends { ref?: string; "bom-ref"?: string }>(a: T, b: T) => {
    const [left, right] = [a.ref ?? a["bom-ref"] ?? "", b.ref ?? b["bom-ref"] ?? ""];
    return left < right ? -1 : Number(left > right);
  };
  const components = [...bom.components]
    .sort(byRef)
    .map(({ externalReferences: _, description: __, author: ___, ...component }) => component);
  const dependencies = [...bom.dependencies]
    .sort(byRef)
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: [...(dependsOn ?? [])].sort() }));
  const { externalReferences: _, ...component } = bom.metadata.component;
  const hash = createHash("sha256")
    .update(JSON.stringify([components, dependencies]))
    .digest("hex");
  const serial = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  return `${JSON.stringify(
    {
      $schema: bom.$schema,
      bomFormat: "CycloneDX",
      specVersion: "1.5",
      serialNumber: `urn:uuid:${serial}`,
      version: 1,
      metadata: { lifecycles: bom.metadata.lifecycles, component: { ...component, name: "tegata" } },
      components,
      dependencies,
    },
    null,
    1,
  )}\n`;
}

async function current(): Promise<string> {
  const { code, output } = await run(
    "npm",
    ["sbom", "--sbom-format", "cyclonedx", "--sbom-type", "application", "--package-lock-only"],
    { cwd: ROOT },
  );
  if (code !== 0) throw new Error(`npm sbom ended with ${code}: ${output.slice(-500)}`);
  return steady(JSON.parse(output.slice(output.indexOf("{"))) as Bom);
}

/** What is wrong with the file that is kept; empty where it lists what the lock file says. */
export async function oldSbom(): Promise<string> {
  return (await current()) === readFileSync(FILE, "utf8")
    ? ""
    : "docs/sbom.cdx.json is not of this package-lock.json: npm run sbom";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(FILE, await current());
  console.log("✓ docs/sbom.cdx.json");
}
