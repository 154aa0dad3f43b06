import { unseenMigrations } from "../d1-migrations.ts";
import { MADE_SECRETS, type SecretValues, secretsMark } from "./secrets.ts";
import type { Standing } from "./standing.ts";
import type { Wanted } from "./wanted.ts";

/** One thing that is lacking, in the order in which it is done. */
export type Step =
  | { readonly kind: "database" | "bucket" | "queue"; readonly name: string }
  | { readonly kind: "secrets"; readonly names: readonly string[] }
  | { readonly kind: "migration"; readonly database: string; readonly name: string }
  | { readonly kind: "worker"; readonly why: readonly string[] }
  | { readonly kind: "domain"; readonly host: string };

/** What the live version is marked with: sixteen digits of its code, pages and settings, and eight of its secrets. */
export interface Tag {
  readonly code: string;
  readonly secrets: string;
}

const TAG = /^([0-9a-f]{16})-([0-9a-f]{8})$/;
/** Of an upload that was made without the file of secrets. */
const NO_SECRETS = "00000000";

/** The mark as text, as long as Cloudflare takes one. */
export const tagText = ({ code, secrets }: Tag): string => `${code}-${secrets}`;

/** The mark of the next version; whoever has no file of secrets leaves what was said of them. */
export function nextTag(code: string, secrets: SecretValues, standing: Standing): Tag {
  const before = TAG.exec(standing.worker?.tag ?? "")?.[2] ?? NO_SECRETS;
  return { code, secrets: Object.keys(secrets).length === 0 ? before : secretsMark(secrets) };
}

/** Everything that is lacking; nothing where all stands as wanted (OPS-1). Pure but for the list of migrations. */
export function planOf(
  wanted: Wanted,
  standing: Standing,
  { secrets, code }: { readonly secrets: SecretValues; readonly code: string },
): readonly Step[] {
  const there = new Set([...(standing.worker?.secrets ?? []), ...Object.keys(secrets)]);
  const lacking = MADE_SECRETS.filter((name) => !there.has(name));
  const why = whyUpload(wanted, standing, nextTag(code, secrets, standing), {
    unsent: [...Object.keys(secrets), ...lacking].filter((name) => !standing.worker?.secrets.includes(name)),
  });
  return [
    ...wanted.databases
      .filter(({ name }) => !standing.databases.has(name))
      .map(({ name }): Step => ({ kind: "database", name })),
    ...wanted.buckets
      .filter(({ name }) => !standing.buckets.has(name))
      .map(({ name }): Step => ({ kind: "bucket", name })),
    ...wanted.queues
      .filter((name) => !standing.queues.has(name))
      .map((name): Step => ({ kind: "queue", name })),
    ...(lacking.length > 0 ? [{ kind: "secrets", names: lacking } as const] : []),
    ...wanted.databases.flatMap(({ name }) =>
      unseenMigrations(standing.databases.get(name)?.migrations ?? []).map(
        (migration): Step => ({ kind: "migration", database: name, name: migration }),
      ),
    ),
    ...(why.length > 0 ? [{ kind: "worker", why } as const] : []),
    ...(standing.domain === null ? [{ kind: "domain", host: new URL(wanted.origin).host } as const] : []),
  ];
}

function whyUpload(
  wanted: Wanted,
  standing: Standing,
  tag: Tag,
  { unsent }: { readonly unsent: readonly string[] },
): readonly string[] {
  const { worker } = standing;
  if (worker === null) return ["it was never uploaded"];
  const [, code, secrets] = TAG.exec(worker.tag ?? "") ?? [];
  const unread = wanted.consumed.filter((queue) => !standing.queues.get(queue)?.includes(wanted.worker));
  const crons = wanted.crons.filter((cron) => !worker.crons.includes(cron));
  return [
    ...(code === tag.code ? [] : ["code, pages or settings are others"]),
    ...(unsent.length > 0 ? [`secrets are not there: ${unsent.join(", ")}`] : []),
    ...(unsent.length === 0 && secrets !== tag.secrets ? ["secrets are others"] : []),
    ...unread.map((queue) => `nobody reads the queue ${queue}`),
    ...crons.map((cron) => `nothing runs at ${cron}`),
  ];
}

/** A step in words, before it is done. */
export function inWords(step: Step): string {
  switch (step.kind) {
    case "secrets":
      return `make ${step.names.join(", ")}`;
    case "migration":
      return `migrate ${step.database}: ${step.name}`;
    case "worker":
      return `upload the Worker and its pages: ${step.why.join("; ")}`;
    case "domain":
      return `let the Worker answer at ${step.host}`;
    default:
      return `make the ${step.kind} ${step.name}`;
  }
}
