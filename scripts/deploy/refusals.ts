import { isIP } from "node:net";
import { IRREPLACEABLE, MADE_SECRETS, type SecretValues, unfitSecrets } from "./secrets.ts";
import type { Standing } from "./standing.ts";
import type { Wanted } from "./wanted.ts";

/** Actor classes whose storage is money: never deleted, renamed, moved or stored otherwise (ACT-1). */
export const MONEY_CLASSES = ["CouponActor", "WalletActor", "FundActor"];

/** Why nothing is deployed, with words for whoever asked. */
export interface Refusal {
  readonly code:
    | "money-class"
    | "clock-offset"
    | "environment"
    | "region-database"
    | "origin"
    | "unfit-secret"
    | "lost-secret"
    | "other-store"
    | "queue-read-by-another"
    | "domain-of-another";
  readonly says: string;
}

/** What must hold before anything is changed. */
export interface Question {
  readonly wanted: Wanted;
  readonly standing: Standing;
  /** What the operator's file holds. */
  readonly secrets: SecretValues;
  /** Secrets of a local installation, if this machine has one. */
  readonly ofLaptop: SecretValues;
  /** Whoever asks knows that printed QRs lead to the old address. */
  readonly movesOrigin: boolean;
  /** Whoever asks knows that a database or a bucket is another one now. */
  readonly movesStore: boolean;
}

/** Everything that stands against it; nothing is changed while there is any (OPS-2). Pure. */
export function refusalsOf(question: Question): readonly Refusal[] {
  return [
    ...classRefusals(question),
    ...clockRefusals(question),
    ...originRefusals(question),
    ...secretRefusals(question),
    ...storeRefusals(question),
  ];
}

function classRefusals({ wanted, standing }: Question): readonly Refusal[] {
  const no = (says: string): Refusal => ({ code: "money-class", says });
  return MONEY_CLASSES.flatMap((name) => {
    const declared = wanted.classes.find((one) => one.name === name);
    const stands = standing.worker?.classes.find((one) => one.name === name);
    if (wanted.classesDeleted.includes(name)) return [no(`a migration deletes ${name}, which holds money`)];
    if (declared === undefined)
      return [no(`wrangler.toml doesn't declare ${name}, which holds money, in exports`)];
    if (declared.state !== "created")
      return [no(`wrangler.toml says ${name}, which holds money, is ${declared.state}`)];
    if (declared.storage !== "sqlite") return [no(`${name} is stored in SQLite, not in ${declared.storage}`)];
    if (stands !== undefined && !stands.isSqlite)
      return [no(`${name} stands without SQLite: this can't be it`)];
    if (!wanted.actors.some((one) => one.className === name)) return [no(`no binding leads to ${name}`)];
    return wanted.actors.flatMap(({ binding, className }) => {
      const before = standing.worker?.actors[binding];
      const moved = className !== name && before === name;
      return moved ? [no(`${binding} leads to ${name} now, and would lead to ${className}`)] : [];
    });
  });
}

function clockRefusals({ wanted }: Question): readonly Refusal[] {
  const { CLOCK_OFFSET_MS = "0", ENVIRONMENT } = wanted.vars;
  return [
    ...(CLOCK_OFFSET_MS === "0"
      ? []
      : [
          {
            code: "clock-offset",
            says: `the clock would be moved by ${CLOCK_OFFSET_MS} ms (CLK-1)`,
          } as const,
        ]),
    ...((wanted.vars.REGION_DATABASES ?? "") === ""
      ? []
      : [
          {
            code: "region-database",
            says: "no region can have its own database yet (OPS-8, docs/scale.md)",
          } as const,
        ]),
    ...(ENVIRONMENT === "production"
      ? []
      : [{ code: "environment", says: `ENVIRONMENT is ${ENVIRONMENT}, not production` } as const]),
  ];
}

function originRefusals({ wanted, standing, movesOrigin }: Question): readonly Refusal[] {
  const { origin } = wanted;
  const before = standing.worker?.vars.PUBLIC_ORIGIN;
  const reason = unfitOrigin(origin);
  if (reason !== null) return [{ code: "origin", says: `the origin ${origin} ${reason}` }];
  if (before !== undefined && before !== origin && !movesOrigin)
    return [
      {
        code: "origin",
        says: `what is deployed says ${before}, and printed QRs lead there; --move-origin, if ${origin} is meant`,
      },
    ];
  return [];
}

/** Why people could not reach or trust it; null where they can. */
function unfitOrigin(origin: string): string | null {
  const url = new URL(origin);
  if (url.protocol !== "https:") return "isn't https";
  if (url.origin !== origin) return "is more than scheme and host";
  if (url.port !== "") return "has a port";
  const host = url.hostname;
  const isLocal = /(^|\.)(localhost|local|internal|invalid|test|example)$/.test(host) || !host.includes(".");
  return isLocal || host.startsWith("[") || isIP(host) !== 0 ? "is no public host's" : null;
}

function secretRefusals({ wanted, standing, secrets, ofLaptop }: Question): readonly Refusal[] {
  const isInUse = [...standing.databases.values()].some((one) => one.isInUse);
  const there = new Set([...(standing.worker?.secrets ?? []), ...Object.keys(secrets)]);
  const lost = isInUse ? IRREPLACEABLE.filter((name) => !there.has(name)) : [];
  const asVar = MADE_SECRETS.filter((name) => name in wanted.vars);
  return [
    ...unfitSecrets(secrets, ofLaptop).map(
      (name): Refusal => ({
        code: "unfit-secret",
        says: `${name} is a key of tests or of a laptop, or too weak`,
      }),
    ),
    ...asVar.map(
      (name): Refusal => ({ code: "unfit-secret", says: `${name} stands among the vars, in the clear` }),
    ),
    ...lost.map(
      (name): Refusal => ({
        code: "lost-secret",
        says: `${name} is neither on Cloudflare nor in the file, and what stands can't be read without the very one`,
      }),
    ),
  ];
}

function storeRefusals({ wanted, standing, movesStore }: Question): readonly Refusal[] {
  const worker = movesStore ? null : standing.worker;
  const other = (says: string): Refusal => ({ code: "other-store", says });
  return [
    ...wanted.databases.flatMap(({ binding, name }) => {
      const before = worker?.databases[binding];
      const next = standing.databases.get(name)?.id;
      return before !== undefined && before !== next
        ? [other(`${binding} is the database ${before} now, and ${name} is ${next ?? "not there"}`)]
        : [];
    }),
    ...wanted.buckets.flatMap(({ binding, name }) => {
      const before = worker?.buckets[binding];
      return before !== undefined && before !== name
        ? [other(`${binding} is the bucket ${before} now, and would be ${name}`)]
        : [];
    }),
    ...wanted.consumed.flatMap((queue) =>
      (standing.queues.get(queue) ?? [])
        .filter((reader) => reader !== wanted.worker)
        .map(
          (reader): Refusal => ({
            code: "queue-read-by-another",
            says: `the queue ${queue} is read by ${reader || "somebody"} already`,
          }),
        ),
    ),
    ...(standing.domain !== null && standing.domain.service !== wanted.worker
      ? [
          {
            code: "domain-of-another",
            says: `${wanted.origin} is answered by the Worker ${standing.domain.service}`,
          } as const,
        ]
      : []),
  ];
}
