import { createSignal } from "solid-js";
import type { FoundIssue, HandOverReply, IssueBody } from "../../../schema/api/issues.ts";
import type { IdTail } from "../../../schema/ids.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import { newOperationId } from "../../shared/client/operation-store.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { createCommandRunner } from "../operations/command-runner.ts";
import { couponIn, type Run, runBetween } from "./scanned-text.ts";
import { t } from "./words.ts";

/** One by one, or a run of numbers between two sheets. */
export type Mode = "each" | "range";

/** A line of what happened on this screen. */
interface Line {
  readonly what: string;
  readonly said: string;
  readonly isDone: boolean;
}
/** Lines that are kept in sight; the issue's page knows them all. */
const MOST_LINES = 100;

/** What is scanned at the desk and what became of it (FND-14). */
export function createHanding() {
  const runner = createCommandRunner<HandOverReply>();
  const [mode, setMode] = createSignal<Mode>("each");
  const [first, setFirst] = createSignal<FoundIssue>();
  const [last, setLast] = createSignal<FoundIssue>();
  const [lines, setLines] = createSignal<readonly Line[]>([]);
  const [trouble, setTrouble] = createSignal<string>();
  const [reading, setReading] = createSignal(false);
  const say = (line: Line) => setLines((before) => [line, ...before].slice(0, MOST_LINES));

  const took = (reply: HandOverReply, run: Run) => {
    const { issue, sheets } = reply;
    const left = t("left", { handed: formatNumber(handedOf(issue)), count: formatNumber(issue.count) });
    const said = sheets === 0 ? t("already") : t("handed", { count: formatNumber(sheets) });
    say({ what: numbersOf(run), said: `${said} · ${left}`, isDone: true });
  };
  let asked: Run | undefined;
  const handOver = async (issue: IssueBody, run: Run) => {
    asked = run;
    const operationId = newOperationId(issue.fundIdTail as IdTail, serverNow());
    const ending = await runner.run(
      {
        id: operationId,
        kind: "hand-over",
        handle: null,
        amountYen: 0,
        unitWord: issue.pay.unitWord,
        party: issue.pay.payName,
        startedAtMs: Math.round(serverNow()),
      },
      { kind: "hand-over", issueId: issue.issueId, body: { operationId, ...run } },
    );
    if (ending?.outcome === "done" && ending.reply) took(ending.reply, run);
  };
  /** Learns what became of the last hand-over, where its reply was lost. */
  const again = async () => {
    const ending = await runner.again();
    if (ending?.outcome === "done" && ending.reply && asked) took(ending.reply, asked);
  };

  const found = async (sheet: FoundIssue) => {
    const serial = sheet.serial ?? 0;
    if (mode() === "each") {
      const closed = closedBecause(sheet.issue);
      if (closed) say({ what: t("number", { serial: String(serial) }), said: closed, isDone: false });
      else await handOver(sheet.issue, { fromSerial: serial, toSerial: serial });
      return;
    }
    if (!first()) setFirst(sheet);
    else if (run(first(), sheet)) setLast(sheet);
    else setTrouble(t("otherIssue"));
  };
  const read = async (text: string) => {
    setTrouble(undefined);
    const code = couponIn(text);
    if (code === null || !online()) {
      setTrouble(code === null ? t("notACoupon") : problemText("offline"));
      return;
    }
    setReading(true);
    const answer = await api("POST issues/find", { body: { text: code } });
    setReading(false);
    const sheet = answer.ok ? answer.value.rows[0] : undefined;
    if (sheet) await found(sheet);
    else setTrouble(problemText(answer.ok ? "coupon-not-found" : answer.error.code));
  };

  // A reader is quicker than the network: what it typed meanwhile waits its turn.
  let turn: Promise<void> = Promise.resolve();
  const take = (text: string) => {
    turn = turn
      .then(() => read(text))
      .catch(() => {
        setTrouble(problemText("internal"));
      });
  };
  const forget = () => {
    setFirst(undefined);
    setLast(undefined);
    setTrouble(undefined);
  };
  return {
    runner,
    mode,
    changeMode: (next: Mode) => {
      forget();
      setMode(next);
    },
    first,
    last,
    lines,
    trouble,
    busy: () => reading() || runner.busy(),
    take,
    again,
    forget,
    handOverRun: async () => {
      const [issue, now] = [first()?.issue, run(first(), last())];
      if (!issue || !now) return;
      await handOver(issue, now);
      forget();
    },
  };
}

function run(one: FoundIssue | undefined, other: FoundIssue | undefined): Run | null {
  if (!one || !other) return null;
  return runBetween(
    { issueId: one.issue.issueId, serial: one.serial ?? 0 },
    { issueId: other.issue.issueId, serial: other.serial ?? 0 },
  );
}

/** Why no sheet of this issue can be handed over; undefined where one can. */
function closedBecause({ state }: IssueBody): string | undefined {
  if (state === "active") return t("already");
  if (state === "ready") return undefined;
  return state === "writing" ? t("notReady") : t("gone");
}

function handedOf(issue: IssueBody): number {
  return issue.state === "active" ? issue.count : issue.handedSheets;
}

function numbersOf({ fromSerial, toSerial }: Run): string {
  if (fromSerial === toSerial) return t("number", { serial: String(fromSerial) });
  return t("numbers", { from: String(fromSerial), to: String(toSerial) });
}
