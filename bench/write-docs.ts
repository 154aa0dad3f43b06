import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const DOCS = fileURLToPath(new URL("../docs/", import.meta.url));
/** Between these two lines the documents hold what the bench wrote; everything around is people's. */
const BEGIN = "<!-- written by npm run bench -- --write-docs -->";
const END = "<!-- end -->";
const TARGET_SECTION = "Against the targets";

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
  const measured = `${today()}: ${machineText(result.machine)}, ${result.rounds} rounds of ${result.roundMs} ms.`;
  fill(
    "performance.md",
    [
      measured,
      `### ${TARGET_SECTION}\n\n${targetTable(result)}`,
      ...tables.map(({ title, table }) => `### ${title}\n\n${table}`),
    ].join("\n\n"),
  );
  const { payments, yenPerMillionPayments } = result as {
    payments?: Payments;
    yenPerMillionPayments?: number;
  };
  if (payments && yenPerMillionPayments !== undefined)
    fill(
      "scale.md",
      `${costTable(payments.cost, yenPerMillionPayments)}\n\n${scaleTable(payments, yenPerMillionPayments)}`,
    );
}

/**
 * Puts what some parts measured into the documents of an earlier whole run: their tables and figures in place of the old ones,
 * each with its own day and machine; everything else stays. Tables of payments belong to scale.md too, and need a whole run.
 */
export function writePartsOfDocs(
  result: { readonly machine: Machine } & Record<string, unknown>,
  tables: readonly { readonly title: string; readonly table: string }[],
): void {
  if ("payments" in result)
    throw new Error("--write-docs takes payments only together with all other parts.");
  const path = `${DOCS}performance.json`;
  const { machine, rounds: _, roundMs: __, connections: ___, quick: ____, ...figures } = result;
  const apart = tables.map(({ title }) => [title, { measuredOn: today(), machine }]);
  const before = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  const after = {
    ...before,
    ...figures,
    measuredApart: { ...(before.measuredApart as object | undefined), ...Object.fromEntries(apart) },
  };
  writeFileSync(path, `${JSON.stringify(after, null, 2)}\n`);
  const sections = sectionsOf(written("performance.md"));
  sections.set(TARGET_SECTION, targetTable(after));
  for (const { title, table } of tables)
    sections.set(title, `Measured by itself, ${today()}: ${machineText(machine)}.\n\n${table}`);
  const [head = ""] = written("performance.md").split("\n### ");
  fill(
    "performance.md",
    [head.trim(), ...[...sections].map(([title, text]) => `### ${title}\n\n${text}`)].join("\n\n"),
  );
}

/** The sections of what the bench wrote, by title, in order. */
function sectionsOf(text: string): Map<string, string> {
  return new Map(
    text
      .split("\n### ")
      .slice(1)
      .map((section) => {
        const end = section.indexOf("\n");
        return [section.slice(0, end), section.slice(end).trim()];
      }),
  );
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function machineText({ cpus, cpu, memoryGiB, node, storage }: Machine): string {
  return `${cpus} × ${cpu}, ${memoryGiB} GiB, Node ${node}, storage on ${storage}`;
}

/** What was asked of the ledger before it was measured. */
const TARGETS: readonly (readonly [figure: string, what: string, bound: "≥" | "≤", target: number])[] = [
  ["payHotRatio", "pay from one wallet, of the floor", "≥", 0.7],
  ["payPeerRatio", "… of the peer", "≥", 1.2],
  ["paySpreadRatio", "pay over 1,000 wallets, of the floor", "≥", 0.75],
  ["paySpreadPeerRatio", "… of the peer", "≥", 0.5],
  ["firstTouchRatio", "first payment of a coupon, of the floor on new objects", "≥", 0.7],
  ["actorRowsPerPayment", "rows written in the actor", "≤", 6],
  ["d1RowsPerPayment", "rows written in D1", "≤", 8],
  ["reportRowsPerSecond", "rows a second of a report of a million", "≥", 150_000],
  ["reportPeakMiB", "MiB above idle of such a report", "≤", 128],
  ["dashboardMs", "ms of the dashboard's slowest reading, a million rows", "≤", 500],
  ["dashboardShownMs", "ms until the dashboard shows a payment, at most", "≤", 2_000],
  [
    "officeSlowestMs",
    "ms of the slowest question of a head office, 80 stores and 200,000 payments",
    "≤",
    300,
  ],
  ["issueCouponsPerSecond", "coupons issued a second", "≥", 5_000],
  ["walletScriptGzipKiB", "KiB of script (gzip) before the wallet's first use", "≤", 68],
  ["walletUsableMs", "ms until the wallet can be used, slow phone and slow 4G", "≤", 2_500],
  ["scanFrameMs", "ms from a frame to the coupon's text, warm", "≤", 50],
];

function targetTable(result: Readonly<Record<string, unknown>>): string {
  const rows = TARGETS.flatMap(([figure, what, bound, target]) => {
    const value = result[figure];
    if (typeof value !== "number") return [];
    const isMet = bound === "≥" ? value >= target : value <= target;
    const text = (number: number) => number.toLocaleString("en", { maximumFractionDigits: 2 });
    return [`| ${what} | ${bound} ${text(target)} | ${text(value)} | ${isMet ? "met" : "**missed**"} |`];
  });
  return ["| | target | measured | |", "|---|---|---|---|", ...rows].join("\n");
}

interface Payments {
  readonly cost: Cost;
  readonly drain: { readonly rowsPerSecond: number };
  readonly sizes: { readonly wallet: number; readonly d1Row: number; readonly logEntry: number };
}

interface Cost {
  readonly each: Readonly<Record<string, number>>;
  readonly yen: Readonly<Record<string, number>>;
  readonly pricesReadOn: string;
  readonly yenPerDollar: number;
}

function costTable(cost: Cost, total: number): string {
  return [
    `Prices read on ${cost.pricesReadOn}, ${cost.yenPerDollar} yen a dollar.`,
    "",
    "| what | each payment | yen per million payments |",
    "|---|---|---|",
    ...Object.entries(cost.each).map(([what, used]) => `| ${what} | ${used} | ${cost.yen[what]} |`),
    `| **sum** | | **${total}** |`,
  ].join("\n");
}

/** What scale.md asks for. */
const PEAK_PER_SECOND = 5_000;
const WALLETS = 10_000_000;
/** A day's payments as seconds of its peak: a busy day is eight hours at a quarter of it. */
const PEAK_SECONDS_A_DAY = 2 * 3_600;
const D1_LIMIT_BYTES = 10e9;
const ACTOR_GB_MONTH_DOLLARS = 0.2;

/** The arithmetic for a country's worth of payments, from what was counted. */
function scaleTable({ cost, drain, sizes }: Payments, yenPerMillion: number): string {
  const { each, yenPerDollar } = cost;
  const paymentsADay = PEAK_PER_SECOND * PEAK_SECONDS_A_DAY;
  const d1ADay = paymentsADay * sizes.d1Row;
  const actorsGb = (WALLETS * sizes.wallet) / 1e9;
  const n = (value: number, digits = 0) =>
    value.toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: digits });
  const rows: readonly (readonly [string, string, string])[] = [
    ["payments a day", `${n(PEAK_PER_SECOND)}/s × ${n(PEAK_SECONDS_A_DAY)} s of peak`, n(paymentsADay)],
    [
      "processor time of Workers and actors",
      `${n(PEAK_PER_SECOND)} × ${each.workerCpuMs} ms`,
      `${n((PEAK_PER_SECOND * (each.workerCpuMs ?? 0)) / 1_000, 1)} processors, on as many machines as there are callers`,
    ],
    [
      "rows written in actors",
      `${n(PEAK_PER_SECOND)} × ${each.actorRowsWritten}`,
      `${n(PEAK_PER_SECOND * (each.actorRowsWritten ?? 0))}/s, each actor its own`,
    ],
    [
      "rows written in D1",
      `${n(PEAK_PER_SECOND)} × ${each.d1RowsWritten}`,
      `${n(PEAK_PER_SECOND * (each.d1RowsWritten ?? 0))}/s`,
    ],
    [
      "databases so that the projection keeps up",
      `${n(PEAK_PER_SECOND)}/s ÷ ${n(drain.rowsPerSecond)} payments/s into one, measured here`,
      n(Math.ceil(PEAK_PER_SECOND / drain.rowsPerSecond)),
    ],
    [
      "growth of D1",
      `${n(paymentsADay)} × ${n(sizes.d1Row)} B`,
      `${n(d1ADay / 1e9, 1)} GB a day; a database may hold 10 GB, hence ${n(Math.ceil(d1ADay / D1_LIMIT_BYTES))} new ones a day`,
    ],
    [
      "growth of the R2 log",
      `${n(paymentsADay)} × ${n(sizes.logEntry)} B`,
      `${n((paymentsADay * sizes.logEntry) / 1e9, 1)} GB a day`,
    ],
    [
      "storage of wallets",
      `${n(WALLETS)} × ${n(sizes.wallet)} B`,
      `${n(actorsGb)} GB, ${n(actorsGb * ACTOR_GB_MONTH_DOLLARS * yenPerDollar)} yen a month`,
    ],
    [
      "a month of payments",
      `30 × ${n(paymentsADay)} × ${n(yenPerMillion)} yen a million`,
      `${n((30 * paymentsADay * yenPerMillion) / 1e6)} yen`,
    ],
  ];
  return [
    "| at 5,000 payments a second and 10,000,000 wallets | counted | comes to |",
    "|---|---|---|",
    ...rows.map((row) => `| ${row.join(" | ")} |`),
  ].join("\n");
}

/** What stands between the two lines of a document. */
function written(name: string): string {
  const document = readFileSync(`${DOCS}${name}`, "utf8");
  return document.slice(document.indexOf(BEGIN) + BEGIN.length, document.indexOf(END)).trim();
}

function fill(name: string, text: string): void {
  const path = `${DOCS}${name}`;
  const document = readFileSync(path, "utf8");
  const from = document.indexOf(BEGIN);
  const to = document.indexOf(END);
  if (from < 0 || to < from) throw new Error(`docs/${name} has no place for what the bench writes`);
  writeFileSync(path, `${document.slice(0, from)}${BEGIN}\n\n${text}\n\n${document.slice(to)}`);
}
