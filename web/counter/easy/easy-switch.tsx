import { easyTill, easyTillBusy, setEasyTill } from "../../shared/client/easy-till.ts";
import { Button } from "../../shared/components/button.tsx";
import { say } from "../../shared/components/toast.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { t } from "./words.ts";

/** One press to the other kind of till; it stands on both homes (EAS-4). */
export function EasySwitch() {
  const change = async () => {
    const trouble = await setEasyTill(!easyTill());
    if (trouble) say(problemText(trouble.code));
  };
  return (
    <Button tone="plain" icon="swap" busy={easyTillBusy()} onPress={() => void change()}>
      {easyTill() ? t("toStandard") : t("toEasy")}
    </Button>
  );
}
