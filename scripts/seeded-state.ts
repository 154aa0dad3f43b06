/**
 * A state folder with the demo data in it, seeded once and copied for every browser test: seeding takes longer than most of
 * them, and is the same each time.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditBody } from "../schema/api/operator-audit.ts";
import { type BusinessDate, businessDate } from "../schema/calendar.ts";
import type { Build } from "./build.ts";
import { demoOf } from "./demo.ts";
import { askOperator, type Server } from "./operator-client.ts";
import { startServer } from "./server.ts";

const AUDIT_POLL_MS = 200;
/** The books of the demo are proved by then, or something is wrong with them. */
const AUDIT_LIMIT_MS = 3 * 60_000;

/** Folders that begin with the demo data. */
export interface SeededState {
  /** Makes `stateDir` a copy. Of another build or of a day that is over nothing is copied: it is seeded again. */
  copyTo(stateDir: string, build: Build): Promise<void>;
  /** Takes the original away. */
  remove(): void;
}

export function seededState(): SeededState {
  const base = mkdtempSync(join(tmpdir(), "tegata-seeded-"));
  let made: { folder: string; workerFile: string; date: BusinessDate } | undefined;
  return {
    copyTo: async (stateDir, build) => {
      const date = businessDate(Date.now());
      if (made === undefined || made.workerFile !== build.workerFile || made.date !== date) {
        const folder = mkdtempSync(join(base, "state-"));
        await seed(folder, build);
        made = { folder, workerFile: build.workerFile, date };
      }
      cpSync(made.folder, stateDir, { recursive: true });
    },
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}

async function seed(stateDir: string, build: Build): Promise<void> {
  const server = await startServer({ stateDir, port: 0, quiet: true, build });
  try {
    await demoOf(server, stateDir, () => {});
    await allProjected({ origin: server.url, operatorKey: server.operatorKey });
  } finally {
    await server.stop();
  }
}

/** Waits until D1 has every entry: a queue's messages end with the process, and every copy would begin with the gap. */
async function allProjected(server: Server): Promise<void> {
  const until = Date.now() + AUDIT_LIMIT_MS;
  for (;;) {
    const audit = await audited(server, until);
    if (audit.holds !== true)
      throw new Error(`the demo's books don't hold: ${JSON.stringify(audit.firstBreak)}`);
    if (audit.late.length === 0) return;
  }
}

async function audited(server: Server, until: number): Promise<AuditBody> {
  const started = await askOperator(server, "POST", "/audit");
  const { auditId } = (await started.json()) as { auditId: string };
  for (;;) {
    const audit = (await (await askOperator(server, "GET", `/audit/${auditId}`)).json()) as AuditBody;
    if (audit.state === "done" || audit.state === "failed") return audit;
    if (Date.now() > until) throw new Error(`the demo's audit stands at ${audit.phase}`);
    await new Promise((resolve) => setTimeout(resolve, AUDIT_POLL_MS));
  }
}
