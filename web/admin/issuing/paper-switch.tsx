import { SwitchView } from "../../shared/components/switch-view.tsx";
import { choosePaper, chosenPaper } from "./paper.ts";
import { t } from "./words.ts";

/** A6 singly or A4 four-up. */
export function PaperSwitch() {
  return (
    <SwitchView
      label={t("paper")}
      value={chosenPaper()}
      options={[
        { value: "a6", label: t("paperA6") },
        { value: "a4", label: t("paperA4") },
      ]}
      onChange={choosePaper}
    />
  );
}
