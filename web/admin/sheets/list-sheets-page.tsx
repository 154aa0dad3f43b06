import { A, useParams, useSearchParams } from "@solidjs/router";
import { createMemo, Match, Show, Switch } from "solid-js";
import type { ListSheets } from "../../../schema/api/issue-lists.ts";
import type { SheetBody } from "../../../schema/api/issues.ts";
import { MAX_RUN_SHEETS } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { Tick } from "../../shared/components/field.tsx";
import { GreyRows, Nothing } from "../../shared/components/list-states.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { wearFace } from "../frame/worn-face.ts";
import { t as lists } from "../issue-lists/words.ts";
import { PaperSwitch } from "../issuing/paper-switch.tsx";
import { t as issuing } from "../issuing/words.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import { ReceiptTick } from "./receipt-tick.tsx";
import { SheetPages } from "./sheet-pages.tsx";
import styles from "./sheets-page.module.css";
import { SheetsTurner } from "./sheets-turner.tsx";
import { slipsWanted, wantSlips } from "./slips.ts";
import { StartAt } from "./start-at.tsx";
import type { SlipFacts } from "./stay-slip.tsx";
import { t } from "./words.ts";

/** The sheets of a list's rows in one run, in the order of its file; where a printer jams, again from any sheet (ISS-12). */
export default function ListSheetsPage() {
  const params = useParams<{ id: string }>();
  const [search, setSearch] = useSearchParams<{ fromRow: string; toRow: string; from: string }>();
  const load = createLoad(
    () => JSON.stringify([params.id, search.fromRow, search.toRow, search.from]),
    () =>
      api("GET issue-lists/:id/sheets", {
        path: { id: params.id },
        query: {
          ...(search.fromRow ? { fromRow: search.fromRow } : {}),
          ...(search.toRow ? { toRow: search.toRow } : {}),
          ...(search.from ? { from: search.from } : {}),
        },
      }),
  );
  /** How many sheets of the chosen rows come before these; in the address, so that reload and back stay at the place. */
  const before = () => Math.max(0, Math.trunc(Number(search.from ?? 1)) - 1 || 0);
  const goTo = (number: number) => setSearch({ from: number <= 1 ? null : String(number) });
  const issues = createMemo(
    () => new Map(load.value()?.issues.map((one) => [one.issueId as string, one] as const)),
  );
  const sheets = createMemo(() =>
    (load.value()?.sheets ?? []).flatMap(({ sheet, issueId }) => {
      const issue = issues().get(issueId);
      return issue ? [{ issue, sheet }] : [];
    }),
  );
  const slips = createMemo(() => slipsOf(load.value(), issues()));
  wearFace(() => load.value()?.issues[0]?.pay.face);
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
        <Match when={load.trouble()}>
          {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void load.reload()} />}
        </Match>
        <Match when={load.value()}>
          {(run) => (
            <>
              <div class={`no-print ${styles.bar}`}>
                <PaperSwitch />
                <Tick label={t("slips")} checked={slipsWanted()} onChange={wantSlips} />
                <ReceiptTick asked={sheets()[0]?.issue.receipt ?? "no"} />
                <LanguageSwitch />
                <Show when={sheets().length > 0}>
                  <Button tone="primary" icon="print" onPress={() => window.print()}>
                    {t("print")}
                  </Button>
                </Show>
                <Show when={run().of > 0}>
                  <SheetsTurner
                    at={before()}
                    shown={Math.max(0, Math.min(MAX_RUN_SHEETS, run().of - before()))}
                    count={run().of}
                    by={MAX_RUN_SHEETS}
                    onEarlier={before() > 0 ? () => goTo(before() + 1 - MAX_RUN_SHEETS) : undefined}
                    onLater={((next) => (next === null ? undefined : () => goTo(next)))(run().next)}
                  />
                  <StartAt of={run().of} onStart={goTo} />
                </Show>
              </div>
              <Show when={run().over > 0}>
                <Note tone="warn" announce="polite" class="no-print">
                  {t("overSome", { count: formatNumber(run().over) })} {issuing("printOver")}
                </Note>
              </Show>
              <Show when={sheets().length > 0} fallback={<Nothing icon="print" text={t("none")} />}>
                <SheetPages
                  sheets={sheets()}
                  slipBefore={(sheet) => (slipsWanted() ? slips().get(sheet) : undefined)}
                  contact={run().contact}
                />
              </Show>
            </>
          )}
        </Match>
      </Switch>
    </>
  );
}

/** The slip of each stay, by the first of its sheets in this run. */
function slipsOf(
  run: ListSheets | undefined,
  issues: ReadonlyMap<string, ListSheets["issues"][number]>,
): ReadonlyMap<SheetBody, SlipFacts> {
  const slips = new Map<SheetBody, SlipFacts>();
  for (const issue of issues.values()) {
    const sheets = run?.sheets.filter((one) => one.issueId === issue.issueId) ?? [];
    const [first] = sheets;
    if (first) slips.set(first.sheet, { issue, sheets, of: run?.of ?? 0 });
  }
  return slips;
}
