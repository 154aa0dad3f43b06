import { easyTill, easyTillBusy, setEasyTill } from "../../shared/client/easy-till.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import { say } from "../../shared/components/toast.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { t } from "./words.ts";

/** One press to the other kind of office; it stands in both (EAS-5). `class` makes it look as what stands around it. */
export function EasySwitch(props: { class?: string | undefined }) {
  const change = async () => {
    const trouble = await setEasyTill(!easyTill());
    if (trouble) say(problemText(trouble.code));
  };
  return (
    <button
      type="button"
      class={props.class ?? buttonClass({ tone: "plain" })}
      aria-busy={easyTillBusy()}
      onClick={() => void change()}
    >
      <Icon name="swap" />
      {easyTill() ? t("toStandard") : t("toEasy")}
    </button>
  );
}
