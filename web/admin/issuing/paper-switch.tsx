import { PAPERS, type Paper } from "../../../schema/sheet-papers.ts";
import { SwitchView } from "../../shared/components/switch-view.tsx";
import { choosePaper, chosenPaper } from "./paper.ts";
import { t } from "./words.ts";

/** What each paper is called; a key of the dictionary. */
export const PAPER_LABELS = {
  a6: "paperA6",
  "a4-one": "paperA4One",
  "a4-two": "paperA4Two",
  "a4-four": "paperA4",
} as const satisfies { readonly [P in Paper]: string };

/** A6 singly, or A4 with one, two or four sheets. */
export function PaperSwitch() {
  return (
    <SwitchView
      label={t("paper")}
      value={chosenPaper()}
      options={PAPERS.map((value) => ({ value, label: t(PAPER_LABELS[value]) }))}
      onChange={choosePaper}
    />
  );
}
