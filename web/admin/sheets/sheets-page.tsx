import { A, useParams, useSearchParams } from "@solidjs/router";
import { createMemo, Match, Show, Switch } from "solid-js";
import type { IssueBody } from "../../../schema/api/issues.ts";
import { MAX_PREVIEW_SHEETS } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { GreyRows, Nothing } from "../../shared/components/list-states.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { createLoad } from "../client/load.ts";
import { wearFace } from "../frame/worn-face.ts";
import { HandOver } from "../issuing/hand-over.tsx";
import { PaperSwitch } from "../issuing/paper-switch.tsx";
import { Withdraw } from "../issuing/withdraw.tsx";
import { t as issuing } from "../issuing/words.ts";
import { may } from "../session/membership.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import { ReceiptTick } from "./receipt-tick.tsx";
import { SheetPages } from "./sheet-pages.tsx";
import { SheetsHead } from "./sheets-head.tsx";
import styles from "./sheets-page.module.css";
import { SheetsTurner } from "./sheets-turner.tsx";
import { t } from "./words.ts";

/** Steps 2 and 3: what the printer will get, 40 sheets at a time, and the hand-over. */
export default function SheetsPage() {
  const params = useParams<{ id: string }>();
  const [search, setSearch] = useSearchParams<{ from: string; at: string }>();
  const load = createLoad(
    () => `${params.id} ${search.from ?? ""}`,
    () =>
      api("GET issues/:id/sheets", {
        path: { id: params.id },
        query: { limit: MAX_PREVIEW_SHEETS, ...(search.from ? { from: search.from } : {}) },
      }),
  );
  const issue = () => load.value()?.issue;
  const sheets = createMemo(() => load.value()?.sheets ?? []);
  /** How many sheets of the issue come before these; in the address, so that reload and back stay at the place. */
  const at = () => Math.max(0, Math.trunc(Number(search.at ?? 0)) || 0);
  const turn = (by: number) => {
    const first = sheets()[0]?.serial;
    if (first === undefined) return;
    const next = Math.max(0, at() + by);
    setSearch(next === 0 ? { from: null, at: null } : { from: String(first + by), at: String(next) });
  };
  const tookOver = (next: IssueBody) => {
    const now = load.value();
    if (now) load.take({ ...now, issue: next });
  };
  wearFace(() => issue()?.pay.face);

  return (
    <>
      <SheetsHead id={params.id} issue={issue()} />
      <Switch
        fallback={
          <section class="card no-print">
            <GreyRows />
          </section>
        }
      >
        <Match when={load.trouble()}>
          {(trouble) => (
            <div class={styles.instead}>
              <Show
                when={trouble().code === "limit-exceeded"}
                fallback={<ProblemNote code={trouble().code} onRetry={() => void load.reload()} />}
              >
                <Note tone="warn" announce="alert">
                  {issuing("printOver")}
                </Note>
              </Show>
              <A class={buttonClass({})} href={`/issues/${params.id}`}>
                {t("back")}
              </A>
            </div>
          )}
        </Match>
        <Match when={issue()?.state === "withdrawn"}>
          <div class={styles.instead}>
            <A class={buttonClass({})} href={`/issues/${params.id}`}>
              {t("back")}
            </A>
          </div>
        </Match>
        <Match when={issue() && sheets().length === 0}>
          <Nothing icon="print" text={t("none")} />
        </Match>
        <Match when={issue()}>
          {(now) => (
            <>
              <div class={`no-print ${styles.bar}`}>
                <PaperSwitch />
                <ReceiptTick asked={now().receipt} />
                <LanguageSwitch />
                <Button
                  tone={now().state === "ready" ? "primary" : "neutral"}
                  icon="print"
                  onPress={() => window.print()}
                >
                  {t("print")}
                </Button>
                <Show when={now().count > MAX_PREVIEW_SHEETS}>
                  <SheetsTurner
                    at={at()}
                    shown={sheets().length}
                    count={now().count}
                    by={MAX_PREVIEW_SHEETS}
                    onEarlier={at() > 0 ? () => turn(-MAX_PREVIEW_SHEETS) : undefined}
                    onLater={load.value()?.next == null ? undefined : () => turn(MAX_PREVIEW_SHEETS)}
                  />
                </Show>
                <div class={styles.end}>
                  <Withdraw issue={now()} onDone={tookOver} />
                  <HandOver issue={now()} onDone={tookOver} />
                  <Show when={now().state === "active" && may("issue.create")}>
                    <A class={buttonClass({ tone: "primary" })} href="/issue">
                      {issuing("nextIssue")}
                    </A>
                  </Show>
                </div>
              </div>
              <SheetPages
                sheets={sheets().map((sheet) => ({ issue: now(), sheet }))}
                contact={load.value()?.contact ?? null}
              />
            </>
          )}
        </Match>
      </Switch>
    </>
  );
}
