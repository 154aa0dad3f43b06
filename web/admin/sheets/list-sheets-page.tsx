import { A, useParams } from "@solidjs/router";
import { createMemo, Match, Show, Switch } from "solid-js";
import { MAX_PREVIEW_SHEETS } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { GreyRows, Nothing } from "../../shared/components/list-states.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { wearFace } from "../frame/worn-face.ts";
import { t as lists } from "../issue-lists/words.ts";
import { PaperSwitch } from "../issuing/paper-switch.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { ReceiptTick } from "./receipt-tick.tsx";
import { type SheetOfIssue, SheetPages } from "./sheet-pages.tsx";
import styles from "./sheets-page.module.css";
import { t } from "./words.ts";

/** The sheets of a whole list of stays, 40 at a time, in the order of its file. */
export default function ListSheetsPage() {
  const params = useParams<{ id: string }>();
  const turner = createPageTurner(
    () => params.id,
    async (id, after) => {
      const answer = await api("GET issue-lists/:id/sheets", {
        path: { id },
        query: { limit: MAX_PREVIEW_SHEETS, ...(after === undefined ? {} : { after }) },
      });
      return answer.ok
        ? { ok: true as const, value: { ...answer.value, rows: answer.value.sheets } }
        : answer;
    },
  );
  const page = () => turner.load.value();
  const sheets = createMemo<readonly SheetOfIssue[]>(() => {
    const issues = new Map(page()?.issues.map((one) => [one.issueId as string, one]));
    return (page()?.rows ?? []).flatMap(({ sheet, issueId }) => {
      const issue = issues.get(issueId);
      return issue ? [{ issue, sheet }] : [];
    });
  });
  wearFace(() => page()?.issues[0]?.pay.face);
  return (
    <>
      <header class="head no-print">
        <A class="btn btn--icon" href={`/issue-lists/${params.id}`} aria-label={lists("heading")}>
          <Icon name="back" />
        </A>
        <h1>{t("heading")}</h1>
      </header>
      <Switch
        fallback={
          <section class="card no-print">
            <GreyRows />
          </section>
        }
      >
        <Match when={turner.load.trouble()}>
          {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void turner.load.reload()} />}
        </Match>
        <Match when={page() && sheets().length === 0 && !page()?.next}>
          <Nothing icon="print" text={t("none")} />
        </Match>
        <Match when={page()}>
          <div class={`no-print ${styles.bar}`}>
            <PaperSwitch />
            <ReceiptTick asked={sheets()[0]?.issue.receipt ?? "no"} />
            <LanguageSwitch />
            <Button tone="primary" icon="print" onPress={() => window.print()}>
              {t("print")}
            </Button>
            <Show when={turner.onPrevious()}>
              {(go) => (
                <Button icon="back" onPress={() => go()()}>
                  {t("earlier")}
                </Button>
              )}
            </Show>
            <Show when={turner.onNext()}>
              {(go) => (
                <Button icon="next" onPress={() => go()()}>
                  {t("later")}
                </Button>
              )}
            </Show>
          </div>
          <SheetPages sheets={sheets()} contact={page()?.contact ?? null} />
        </Match>
      </Switch>
    </>
  );
}
