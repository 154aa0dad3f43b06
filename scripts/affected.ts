/**
 * `npm run affected`: whom a disturbance touched (OPS-4).
 *
 *   npm run affected -- --region ID --from 2026-11-26T10:00 --until 2026-11-26T10:20 --file touched.csv
 *   … --programme ID --store ID              narrows it
 *   … --state DIR | --origin URL             of another folder, or of another server (its key in OPERATOR_KEY)
 *
 * Times are of Asia/Tokyo, the end exclusive. The file has one line per wallet or coupon: who paid, how much, what was refused,
 * and how often somebody who had lost an answer was told that nothing was paid. Ids only; who is behind a resident's id the
 * call centre sees. The question is logged. Exit code 0, or 2 where nothing was asked. The last line is JSON.
 */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "../schema/api/common.ts";
import type { AffectedRow } from "../schema/api/operator-affected.ts";
import { byHolder, holdersCsv } from "./affected/by-holder.ts";
import { momentOf } from "./moment.ts";
import { askOperator, serverOf } from "./operator-client.ts";

const { values } = parseArgs({
  options: {
    region: { type: "string" },
    programme: { type: "string" },
    store: { type: "string" },
    from: { type: "string" },
    until: { type: "string" },
    file: { type: "string" },
    origin: { type: "string" },
    state: { type: "string", default: ".state" },
  },
});

try {
  const { region, programme, store, file } = values;
  if (region === undefined || file === undefined)
    throw new Error("usage: npm run affected -- --region ID --from TIME --until TIME --file FILE.csv");
  const question = new URLSearchParams({
    regionId: region,
    fromMs: String(momentOf("from", values.from)),
    untilMs: String(momentOf("until", values.until)),
    ...(programme === undefined ? {} : { programmeId: programme }),
    ...(store === undefined ? {} : { storeId: store }),
  });
  const server = serverOf(resolve(values.state), values.origin);
  const rows: AffectedRow[] = [];
  for (let next: string | null = ""; next !== null; ) {
    if (next !== "") question.set("after", next);
    const page = (await (
      await askOperator(server, "GET", `/affected?${question}`)
    ).json()) as Page<AffectedRow>;
    rows.push(...page.rows);
    next = page.next;
  }
  const holders = byHolder(rows);
  writeFileSync(resolve(file), holdersCsv(holders), { mode: 0o600 });
  const sum = (of: (one: (typeof holders)[number]) => number) =>
    holders.reduce((total, one) => total + of(one), 0);
  const found = {
    holders: holders.length,
    entries: rows.length,
    paidYen: sum((one) => one.paidYen),
    toldNotPaid: sum((one) => one.toldNotPaid),
  };
  console.log(`✓ ${found.holders} wallets and coupons were touched; they are listed in ${file}`);
  console.log(
    `  ${found.paidYen} yen were paid, and ${found.toldNotPaid} times somebody was told "not paid"`,
  );
  console.log(JSON.stringify(found));
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
