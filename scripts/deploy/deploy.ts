import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Build } from "../build.ts";
import { MIGRATIONS_TABLE, migrationSql } from "../d1-migrations.ts";
import { type Access, Cloudflare } from "./cloudflare.ts";
import { inWords, nextTag, planOf, type Step, tagText } from "./plan.ts";
import { type Refusal, refusalsOf } from "./refusals.ts";
import {
  GIVEN_SECRETS,
  makeSecrets,
  readSecrets,
  type SecretValues,
  secretsPath,
  writeSecrets,
} from "./secrets.ts";
import { lookAt, type Standing } from "./standing.ts";
import { codeMark, upload } from "./upload.ts";
import type { Wanted } from "./wanted.ts";

export interface Deployment {
  readonly wanted: Wanted;
  readonly build: Build;
  readonly access: Access;
  /** Where the operator's files lie. */
  readonly folder: string;
  readonly ofLaptop: SecretValues;
  readonly dryRun: boolean;
  readonly movesOrigin: boolean;
  readonly movesStore: boolean;
  readonly say: (line: string) => void;
}

/** What came of it: refused before anything was changed, or the steps that were done, or would be. */
export type Outcome =
  | { readonly refusals: readonly Refusal[] }
  | { readonly steps: readonly Step[]; readonly done: boolean };

/**
 * Looks, says what is lacking, and does it (OPS-1, OPS-2). Throws where a step fails: what was done stays, and the next run
 * goes on from there.
 */
export async function deploy(deployment: Deployment): Promise<Outcome> {
  const { wanted, build, access, folder, ofLaptop, dryRun, movesOrigin, movesStore, say } = deployment;
  const cloudflare = new Cloudflare(access);
  const secrets = readSecrets(folder);
  const standing = await lookAt(cloudflare, wanted);
  const refusals = refusalsOf({ wanted, standing, secrets, ofLaptop, movesOrigin, movesStore });
  if (refusals.length > 0) {
    for (const { code, says } of refusals) say(`✗ ${says} (${code})`);
    return { refusals };
  }
  const code = codeMark(wanted, build);
  const steps = planOf(wanted, standing, { secrets, code });
  sayWhatStands(wanted, standing, say);
  for (const name of GIVEN_SECRETS)
    if (!(name in secrets) && !standing.worker?.secrets.includes(name)) say(`! ${name} is not set`);
  if (dryRun) {
    for (const step of steps) say(`▸ would ${inWords(step)}`);
    return { steps, done: false };
  }
  const doing = new Doing(deployment, cloudflare, standing, code);
  for (const step of steps) {
    await doing.do(step);
    say(`✓ ${inWords(step)}`);
  }
  writeFileSync(join(folder, "server.json"), `${JSON.stringify({ url: wanted.origin })}\n`);
  return { steps, done: true };
}

function sayWhatStands(wanted: Wanted, standing: Standing, say: (line: string) => void): void {
  for (const [name, { id, migrations }] of standing.databases)
    say(`• database ${name} stands (${id}), ${migrations.length} migrations`);
  for (const name of standing.buckets) say(`• bucket ${name} stands`);
  for (const name of standing.queues.keys()) say(`• queue ${name} stands`);
  if (standing.worker !== null)
    say(`• Worker ${wanted.worker} stands, version ${standing.worker.tag ?? "of somebody else"}`);
  if (standing.domain !== null) say(`• ${wanted.origin} leads to it`);
}

/** Does steps one after the other; what one made, the next ones know. */
class Doing {
  readonly #deployment: Deployment;
  readonly #cloudflare: Cloudflare;
  readonly #standing: Standing;
  readonly #code: string;
  readonly #ids: Map<string, string>;
  constructor(deployment: Deployment, cloudflare: Cloudflare, standing: Standing, code: string) {
    this.#deployment = deployment;
    this.#cloudflare = cloudflare;
    this.#standing = standing;
    this.#code = code;
    this.#ids = new Map([...standing.databases].map(([name, { id }]) => [name, id]));
  }

  async do(step: Step): Promise<void> {
    const { wanted } = this.#deployment;
    switch (step.kind) {
      case "database":
        this.#ids.set(step.name, await this.#cloudflare.makeDatabase(step.name));
        return;
      case "bucket":
        return this.#cloudflare.makeBucket(step.name);
      case "queue":
        return this.#cloudflare.makeQueue(step.name);
      case "secrets": {
        // Kept before they are sent: what Cloudflare has it never gives back.
        const { folder } = this.#deployment;
        return writeSecrets(folder, { ...readSecrets(folder), ...makeSecrets(step.names) });
      }
      case "migration":
        return this.#migrate(step);
      case "worker":
        return this.#upload();
      case "domain":
        return this.#cloudflare.attachDomain(step.host, wanted.worker);
    }
  }

  async #migrate({ database, name }: { readonly database: string; readonly name: string }): Promise<void> {
    const seen = `insert into d1_migrations (name) values ('${name.replaceAll("'", "''")}')`;
    const sql = [MIGRATIONS_TABLE, migrationSql(name).trim().replace(/;$/, ""), seen].join(";\n");
    await this.#cloudflare.query(this.#ids.get(database) ?? "", `${sql};`);
  }

  async #upload(): Promise<void> {
    const { wanted, build, access, folder } = this.#deployment;
    const secrets = readSecrets(folder);
    const tag = tagText(nextTag(this.#code, secrets, this.#standing));
    const secretsFile = Object.keys(secrets).length === 0 ? null : secretsPath(folder);
    await upload(wanted, build, access, { databaseIds: this.#ids, tag, secretsFile });
    const live = await this.#cloudflare.liveTag(wanted.worker);
    if (live !== tag) throw new Error(`uploaded ${tag}, but ${live ?? "something else"} is live`);
  }
}
