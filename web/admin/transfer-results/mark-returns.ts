import { createMemo, createSignal, onCleanup } from "solid-js";
import { createStore } from "solid-js/store";
import type { PayoutMoved, ReturnReason } from "../../../schema/api/payouts.ts";
import type { TransferResultRow, TransferResults } from "../../../schema/api/transfer-results.ts";
import type { ProblemCode } from "../../../schema/errors.ts";
import { online } from "../../shared/client/online.ts";
import { newOperationId } from "../../shared/client/operation-store.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import type { ClientCode } from "../../shared/i18n/problem-words.ts";
import type { AdminEnding } from "../operations/admin-commands.ts";
import { createCommandRunner } from "../operations/command-runner.ts";
import { leaveOpen } from "../operations/left-open.ts";

/** A row that names a transfer which comes back. */
export type Returning = TransferResultRow & { readonly transfer: NonNullable<TransferResultRow["transfer"]> };

const isReturning = (row: TransferResultRow): row is Returning =>
  row.verdict === "returns" && row.transfer !== null;

/**
 * The concern of marking what a result says as returned: why each came back, and one command after the other, each with
 * an operation of its own (OPR-1). What was interrupted goes on where it stood; read again, the file says what is left.
 */
export function createReturns(options: {
  readonly results: TransferResults;
  readonly unitWord: string;
  readonly payName: string;
}) {
  const { results, unitWord, payName } = options;
  const runner = createCommandRunner<PayoutMoved>();
  const all = results.rows.filter(isReturning);
  const [reasons, setReasons] = createStore<Record<string, ReturnReason | undefined>>(
    Object.fromEntries(all.map((row) => [row.transfer.itemId, row.reason ?? undefined])),
  );
  const [marked, setMarked] = createStore<Record<string, true | undefined>>({});
  const [refused, setRefused] = createSignal<
    readonly { readonly row: Returning; readonly code: ProblemCode | ClientCode | null }[]
  >([]);
  const [running, setRunning] = createSignal(false);

  const isMarked = (row: TransferResultRow) => Boolean(row.transfer && marked[row.transfer.itemId]);
  const done = createMemo(() => all.filter(isMarked));
  const left = createMemo(() => {
    const given = new Set(refused().map(({ row }) => row));
    return all.filter((row) => !isMarked(row) && !given.has(row));
  });
  const sumOf = (rows: readonly Returning[]) => rows.reduce((sum, row) => sum + row.transfer.amountYen, 0);

  const took = (row: Returning, ending: AdminEnding<PayoutMoved> | undefined): boolean => {
    if (ending?.outcome === "done") setMarked(row.transfer.itemId, true);
    else if (ending?.outcome === "not-done") setRefused((before) => [...before, { row, code: ending.code }]);
    return ending?.outcome === "done" || ending?.outcome === "not-done";
  };
  const markOne = (row: Returning, reason: ReturnReason) => {
    const { itemId, amountYen } = row.transfer;
    const operationId = newOperationId(results.fundIdTail, serverNow());
    const startedAtMs = Math.round(serverNow());
    return runner.run(
      {
        id: operationId,
        kind: "payout-return",
        handle: null,
        amountYen,
        unitWord,
        party: payName,
        startedAtMs,
      },
      { kind: "payout-return", itemId, body: { operationId, reason } },
    );
  };
  /** The row under way: its end may still be learnt. */
  let current: Returning | undefined;
  const markLeft = async () => {
    if (running()) return;
    setRunning(true);
    for (const row of left()) {
      const reason = reasons[row.transfer.itemId];
      current = row;
      if (!reason || !online() || !took(row, await markOne(row, reason))) break;
    }
    setRunning(false);
  };
  onCleanup(() => {
    const outcome = runner.ending()?.outcome;
    if (runner.busy() || outcome === "unknown" || outcome === "pending") leaveOpen();
  });

  return {
    all,
    reason: (row: Returning) => reasons[row.transfer.itemId],
    setReason: (row: Returning, reason: ReturnReason) => setReasons(row.transfer.itemId, reason),
    /** Gives one reason to all that have none. */
    setMissing: (reason: ReturnReason) => {
      for (const row of all) if (!reasons[row.transfer.itemId]) setReasons(row.transfer.itemId, reason);
    },
    missing: () => left().some((row) => !reasons[row.transfer.itemId]),
    isMarked,
    done: () => ({ count: done().length, sumYen: sumOf(done()) }),
    left: () => ({ count: left().length, sumYen: sumOf(left()) }),
    refused,
    running,
    runner,
    markLeft,
    /** Learns what became of the one whose answer was lost, and goes on with the rest. */
    askAgain: async () => {
      const row = current;
      if (row && took(row, await runner.again())) await markLeft();
    },
  };
}
export type Returns = ReturnType<typeof createReturns>;
