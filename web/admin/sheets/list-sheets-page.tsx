import { A, useParams } from "@solidjs/router";
import { createMemo, For, Match, Show, Switch } from "solid-js";
import { MAX_PREVIEW_SHEETS } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { GreyRows, Nothing } from "../../shared/components/list-states.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { wearFace } from "../frame/worn-face.ts";
import { t as lists } from "../issue-lists/words.ts";
import { chosenPaper } from "../issuing/paper.ts";
import { PaperSwitch } from "../issuing/paper-switch.tsx";
import { CouponSheet } from "./coupon-sheet.tsx";
import { pagesOf } from "./pages.ts";
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
  const issues = createMemo(() => new Map(page()?.issues.map((one) => [one.issueId as string, one])));
  const sheets = createMemo(() => page()?.rows ?? []);
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
          <section
            class={`print ${styles.paper} ${chosenPaper() === "a4" ? styles.four : ""}`}
            aria-label={t("sheets")}
            tabindex="0"
          >
            <For each={pagesOf(sheets(), chosenPaper())}>
              {(leaf) => (
                <div class={chosenPaper() === "a4" ? "page page--a4 page--a4-four" : "page page--a6"}>
                  <For each={leaf}>
                    {(one) => (
                      <Show when={issues().get(one.issueId)}>
                        {(issue) => (
                          <CouponSheet issue={issue()} sheet={one.sheet} contact={page()?.contact ?? null} />
                        )}
                      </Show>
                    )}
                  </For>
                </div>
              )}
            </For>
          </section>
        </Match>
      </Switch>
    </>
  );
}
