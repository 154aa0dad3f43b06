/**
 * An operator of the tests: a folder with a small build in it, a fake Cloudflare, and what was said to them.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { FakeCloudflare } from "./cloudflare.testing.ts";
import { type Deployment, deploy } from "./deploy.ts";
import { readWanted } from "./wanted.ts";

export const ROOT = resolve(import.meta.dirname, "../..");
export const ORIGIN = "https://pay.example.jp";

export class Operator {
  readonly cloudflare = new FakeCloudflare();
  readonly folder = mkdtempSync(join(tmpdir(), "tegata-operator-"));
  readonly said: string[] = [];

  async begin(): Promise<this> {
    await this.cloudflare.start();
    mkdirSync(join(this.folder, "web"));
    this.write("web/index.html", "<!doctype html>");
    this.write("index.js", "export default { fetch: () => new Response() };");
    return this;
  }

  async end(): Promise<void> {
    await this.cloudflare.stop();
    rmSync(this.folder, { recursive: true });
  }

  /** Deploys what wrangler.toml says, with whatever else a test changes. */
  deploy(changed: Partial<Deployment> = {}) {
    const { access } = this.cloudflare;
    return deploy({
      wanted: readWanted(ROOT, { accountId: access.accountId, origin: ORIGIN, vars: {} }),
      build: { webDir: this.path("web"), workerFile: this.path("index.js") },
      access,
      folder: this.folder,
      ofLaptop: {},
      dryRun: false,
      movesOrigin: false,
      movesStore: false,
      say: (line) => this.said.push(line),
      ...changed,
    });
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, text: string): void {
    writeFileSync(this.path(name), text);
  }

  /** What the operator's file holds. */
  secrets(): Record<string, string> {
    return JSON.parse(readFileSync(this.path("secrets.json"), "utf8")) as Record<string, string>;
  }

  /** What the live version holds. */
  sentSecrets(): Record<string, string | undefined> {
    const secrets = this.cloudflare.live?.bindings.filter(({ type }) => type === "secret_text") ?? [];
    return Object.fromEntries(secrets.map(({ name, text }) => [name, text]));
  }
}
