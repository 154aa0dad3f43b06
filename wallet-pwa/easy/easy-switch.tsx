import { Button } from "../../web/shared/components/button.tsx";
import { SwitchView } from "../../web/shared/components/switch-view.tsx";
import { easy, setEasy } from "../frame/appearance.ts";
import { t } from "./words.ts";

/** One press to the other kind of screen; it stands on both homes (EAS-1). */
export function EasySwitch(props: { class?: string | undefined }) {
  return (
    <Button tone="plain" icon="swap" class={props.class} onPress={() => setEasy(!easy())}>
      {easy() ? t("toStandard") : t("toEasy")}
    </Button>
  );
}

/** The same choice among the settings, with what it does. */
export function EasyChoice() {
  return (
    <>
      <SwitchView
        label={t("mode")}
        value={easy() ? "easy" : "standard"}
        options={[
          { value: "standard", label: t("standard") },
          { value: "easy", label: t("easy") },
        ]}
        onChange={(kind) => setEasy(kind === "easy")}
      />
      <p class="quiet">{t("modeHint")}</p>
    </>
  );
}
