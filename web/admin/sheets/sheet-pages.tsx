import { createMemo, For, type JSX } from "solid-js";
import type { IssueBody, SheetBody, Sheets } from "../../../schema/api/issues.ts";
import type { Paper } from "../../../schema/sheet-papers.ts";
import { chosenPaper } from "../issuing/paper.ts";
import { printsReceipts, receiptsWanted } from "../issuing/receipts.ts";
import { CouponSheet } from "./coupon-sheet.tsx";
import { pagesOf } from "./pages.ts";
import { ReceiptSheet } from "./receipt-sheet.tsx";
import { chosenSecond } from "./second-language.ts";
import styles from "./sheets-page.module.css";
import { type SlipFacts, StaySlip } from "./stay-slip.tsx";
import { t } from "./words.ts";

/** How a page of each paper looks on screen and in print (print.css). */
const PAGES: { readonly [P in Paper]: { readonly class: string; readonly width: string } } = {
  a6: { class: "page--a6", width: "105mm" },
  "a4-one": { class: "page--a4 page--a4-one", width: "210mm" },
  "a4-two": { class: "page--a4-two", width: "297mm" },
  "a4-four": { class: "page--a4 page--a4-four", width: "210mm" },
};

/** A sheet and the issue it is of. */
export interface SheetOfIssue {
  readonly issue: IssueBody;
  readonly sheet: SheetBody;
}

/** One A6 of what is printed: a sheet, or the slip before a stay's first. */
type Leaf = SheetOfIssue | { readonly slip: SlipFacts };

/** Sheets as the printer gets them, on the paper and in the languages that the desk has chosen. */
export function SheetPages(props: {
  sheets: readonly SheetOfIssue[];
  /** The slip that goes before a sheet, where there is one. */
  slipBefore?: ((sheet: SheetBody) => SlipFacts | undefined) | undefined;
  contact: Sheets["contact"];
}) {
  const leaves = createMemo(() =>
    props.sheets.flatMap((one): Leaf[] => {
      const slip = props.slipBefore?.(one.sheet);
      return slip ? [{ slip }, one] : [one];
    }),
  );
  /** Those whose guest signs; the receipts come after the sheets, so that the sheets can be cut first. */
  const signed = () => props.sheets.filter(({ issue }) => printsReceipts(issue.receipt, receiptsWanted()));
  return (
    <section
      class={`print ${styles.paper}`}
      style={{ "--page-width": PAGES[chosenPaper()].width }}
      aria-label={t("sheets")}
      tabindex="0"
    >
      <Leaves of={leaves()}>
        {(one) =>
          "slip" in one ? (
            <StaySlip of={one.slip} />
          ) : (
            <CouponSheet
              issue={one.issue}
              sheet={one.sheet}
              contact={props.contact}
              second={chosenSecond()}
            />
          )
        }
      </Leaves>
      <Leaves of={signed()}>{(one) => <ReceiptSheet issue={one.issue} sheet={one.sheet} />}</Leaves>
    </section>
  );
}

/** Things of A6 on the chosen paper, page by page. */
function Leaves<T>(props: { of: readonly T[]; children: (one: T) => JSX.Element }) {
  return (
    <For each={pagesOf(props.of, chosenPaper())}>
      {(page) => (
        <div class={`page ${PAGES[chosenPaper()].class}`}>
          <For each={page}>{(one) => <div class={styles.cell}>{props.children(one)}</div>}</For>
        </div>
      )}
    </For>
  );
}
