/**
 * `npm run region`: makes a region with its first secretariat account (S24), by one logged command.
 *
 *   npm run region -- create --name NAME --municipalities FILE.csv --secretariat NAME --kana KANA --staff NAME --login ID
 *                            [--reading KANA] [--domain HOST] [--state DIR | --origin URL]
 *   npm run region -- approvals --region ID [--deposit WHEN] [--allotment WHEN] [--payout WHEN] [--unfreeze WHEN]
 *   npm run region -- outlines --region ID --geojson FILE [--code-property N03_007]
 *
 *   --name            the region, as people read it: 潮見県; --reading how that is said: シオミケン
 *   --municipalities  CSV in UTF-8: a code of six digits, a name and its reading on each line, 990019,白岬市,シラサキシ
 *   --secretariat     the organisation that runs it, and --kana how its name is read
 *   --staff           the person of the first account, and --login the ID they sign in with
 *   --domain          the region's own web site, shown on its public pages
 *   --state           folder of a local server (default .state); --origin another one, its key in OPERATOR_KEY
 *
 *   approvals         says what needs a second person in a region, and sets what is named: WHEN is always, never, or
 *                     the amount in yen from which on; --region is the id that create printed
 *   outlines          draws the municipalities on the wallet's map: GeoJSON of Polygons or MultiPolygons in WGS 84, the
 *                     code of five or six digits in the property named; those of other regions are left out and listed
 *
 * The first password is printed once and stored nowhere in the clear; it has to be changed at the first sign-in.
 * Exit code 0, or 2 where nothing was made. The last line is JSON.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { APPROVAL_KINDS, type RegionApprovals } from "../schema/api/approvals.ts";
import type { CreatedRegion, CreateRegionRequest } from "../schema/api/organisations.ts";
import { askOperator, serverOf } from "./operator-client.ts";
import { readMunicipalities } from "./region-municipalities.ts";
import { readOutlines } from "./region-outlines.ts";

const OPTIONS = {
  name: { type: "string" },
  reading: { type: "string" },
  municipalities: { type: "string" },
  secretariat: { type: "string" },
  kana: { type: "string" },
  staff: { type: "string" },
  login: { type: "string" },
  domain: { type: "string" },
  origin: { type: "string" },
  state: { type: "string", default: ".state" },
  region: { type: "string" },
  deposit: { type: "string" },
  allotment: { type: "string" },
  grant: { type: "string" },
  payout: { type: "string" },
  unfreeze: { type: "string" },
  geojson: { type: "string" },
  "code-property": { type: "string", default: "N03_007" },
  help: { type: "boolean", default: false },
} as const;

try {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: OPTIONS });
  if (values.help) help();
  else if (positionals.length === 1 && positionals[0] === "create") await create(values);
  else if (positionals.length === 1 && positionals[0] === "approvals") await approvals(values);
  else if (positionals.length === 1 && positionals[0] === "outlines") await outlines(values);
  else
    throw new Error(
      "usage: npm run region -- create --name …, approvals --region … or outlines --region … (all of it with --help)",
    );
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

/** The comment at the head of this file is the help, so that there is one text. */
function help(): void {
  const [head = ""] = readFileSync(new URL(import.meta.url), "utf8").split("*/");
  console.log(
    head
      .split("\n")
      .slice(1)
      .map((line) => line.replace(/^ \* ?/, ""))
      .join("\n")
      .trim(),
  );
}

async function create(values: { readonly [option: string]: string | boolean | undefined }): Promise<void> {
  const wanted = (option: keyof typeof OPTIONS) => {
    const value = values[option];
    if (typeof value !== "string" || value.trim() === "") throw new Error(`--${option} is missing`);
    return value;
  };
  const request: CreateRegionRequest = {
    name: wanted("name"),
    ...(values.reading === undefined ? {} : { kana: wanted("reading") }),
    ...(values.domain === undefined ? {} : { domain: wanted("domain") }),
    municipalities: readMunicipalities(readFileSync(resolve(wanted("municipalities")), "utf8")),
    secretariat: {
      organisationName: wanted("secretariat"),
      organisationKana: wanted("kana"),
      staffName: wanted("staff"),
      loginId: wanted("login"),
    },
  };
  const server = serverOf(resolve(wanted("state")), values.origin as string | undefined);
  const reply = await askOperator(server, "POST", "/regions", request).catch((error: Error) => {
    throw error.message.includes("answered 409")
      ? new Error("a region of that name, or an account with that ID, stands already; nothing was made")
      : error;
  });
  const { firstPassword, ...made } = (await reply.json()) as CreatedRegion;
  console.log(`✓ ${request.name} stands. Its secretariat signs in at ${server.origin}/admin/ with`);
  console.log(`    ID        ${made.loginId}`);
  console.log(`    password  ${firstPassword}`);
  console.log("  This is the only time the password is shown. It is changed at the first sign-in.");
  console.log(JSON.stringify(made));
}

/** What an option says of a kind: always is from 0 yen on, never is null. */
function when(option: string, text: string): number | null {
  if (text === "always") return 0;
  if (text === "never") return null;
  if (!/^[1-9]\d{0,11}$/.test(text)) throw new Error(`--${option} is always, never, or an amount in yen`);
  return Number(text);
}

async function approvals(values: { readonly [option: string]: string | boolean | undefined }): Promise<void> {
  const { region } = values;
  if (typeof region !== "string") throw new Error("--region is missing");
  const server = serverOf(resolve(String(values.state)), values.origin as string | undefined);
  const path = `/regions/${region}/approvals`;
  const reply = await askOperator(server, "GET", path);
  const { approvals: now } = (await reply.json()) as RegionApprovals;
  const named = APPROVAL_KINDS.flatMap((kind) => {
    const text = values[kind];
    return typeof text === "string" ? [[kind, when(kind, text)] as const] : [];
  });
  const next = { ...now, ...Object.fromEntries(named) };
  if (named.length > 0) await askOperator(server, "POST", path, { approvals: next });
  for (const kind of APPROVAL_KINDS) {
    const fromYen = next[kind];
    const said = fromYen === null ? "never" : fromYen === 0 ? "always" : `from ${fromYen} yen`;
    console.log(`  ${kind.padEnd(10)} ${said}`);
  }
  console.log(JSON.stringify({ approvals: next }));
}

async function outlines(values: { readonly [option: string]: string | boolean | undefined }): Promise<void> {
  const { region, geojson } = values;
  if (typeof region !== "string") throw new Error("--region is missing");
  if (typeof geojson !== "string") throw new Error("--geojson is missing");
  const read = readOutlines(readFileSync(resolve(geojson), "utf8"), String(values["code-property"]));
  const server = serverOf(resolve(String(values.state)), values.origin as string | undefined);
  const [drawn, others]: [string[], string[]] = [[], []];
  for (const [code, outline] of read)
    await askOperator(server, "POST", `/regions/${region}/municipalities/${code}/outline`, { outline }).then(
      () => drawn.push(code),
      (error: Error) => {
        if (!error.message.includes("answered 404")) throw error;
        others.push(code);
      },
    );
  if (drawn.length === 0) throw new Error("none of the file's municipalities are of this region");
  console.log(`✓ ${drawn.length} municipalities are on the map`);
  if (others.length > 0) console.log(`  left out, of no such region: ${others.join(", ")}`);
  console.log(JSON.stringify({ drawn, others }));
}
