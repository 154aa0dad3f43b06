import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const DOCS = fileURLToPath(new URL("../docs/", import.meta.url));
/** Between these two lines the documents hold what the bench wrote; everything around is people's. */
const BEGIN = "<!-- written by npm run bench -- --write-docs -->";
const END = "<!-- end -->";

interface Machine {
  readonly cpus: number;
  readonly cpu: string;
  readonly memoryGiB: number;
  readonly node: string;
  readonly storage: string;
}

/** Writes the figures to docs/performance.json and the tables of the same run into docs/performance.md and docs/scale.md. */
export function writeDocs(
  result: { readonly machine: Machine; readonly rounds: number; readonly roundMs: number } & Record<
    string,
    unknown
  >,
  tables: readonly { readonly title: string; readonly table: string }[],
): void {
  writeFileSync(`${DOCS}performance.json`, `${JSON.stringify(result, null, 2)}\n`);
  const { cpus, cpu, memoryGiB, node, storage } = result.machine;
  const measured = `${new Date().toISOString().slice(0, 10)}: ${cpus} × ${cpu}, ${memoryGiB} GiB, Node ${node}, storage on ${storage}, ${result.rounds} rounds of ${result.roundMs} ms.`;
  fill(
    "performance.md",
    [measured, ...tables.map(({ title, table }) => `### ${title}\n\n${table}`)].join("\n\n"),
  );
  const cost = costTable(result);
  if (cost !== null) fill("scale.md", cost);
}

interface Cost {
  readonly each: Readonly<Record<string, number>>;
  readonly yen: Readonly<Record<string, number>>;
  readonly pricesReadOn: string;
  readonly yenPerDollar: number;
}

function costTable({ payments, yenPerMillionPayments }: Record<string, unknown>): string | null {
  const cost = (payments as { readonly cost?: Cost } | undefined)?.cost;
  if (!cost) return null;
  return [
    `Prices read on ${cost.pricesReadOn}, ${cost.yenPerDollar} yen a dollar.`,
    "",
    "| what | each payment | yen per million payments |",
    "|---|---|---|",
    ...Object.entries(cost.each).map(([what, used]) => `| ${what} | ${used} | ${cost.yen[what]} |`),
    `| **sum** | | **${yenPerMillionPayments}** |`,
  ].join("\n");
}

function fill(name: string, text: string): void {
  const path = `${DOCS}${name}`;
  const document = readFileSync(path, "utf8");
  const from = document.indexOf(BEGIN);
  const to = document.indexOf(END);
  if (from < 0 || to < from) throw new Error(`docs/${name} has no place for what the bench writes`);
  writeFileSync(path, `${document.slice(0, from)}${BEGIN}\n\n${text}\n\n${document.slice(to)}`);
}
