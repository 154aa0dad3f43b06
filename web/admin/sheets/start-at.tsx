import { createSignal } from "solid-js";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import styles from "./sheets-page.module.css";
import { t } from "./words.ts";

/** Goes on from a sheet, as after a jam: which one stands on the slip before it. */
export function StartAt(props: { of: number; onStart: (number: number) => void }) {
  const [text, setText] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const number = () => {
    const digits = text().normalize("NFKC").replaceAll(",", "").trim();
    const value = /^\d{1,6}$/.test(digits) ? Number(digits) : 0;
    return value >= 1 && value <= props.of ? value : null;
  };
  const press = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const wanted = number();
    if (wanted !== null) props.onStart(wanted);
  };
  return (
    <form class={styles.turner} onSubmit={press} novalidate>
      <TextField
        label={t("startAt")}
        inputmode="numeric"
        maxlength={7}
        value={text()}
        onInput={setText}
        error={tried() && number() === null ? t("startAtWrong", { of: formatNumber(props.of) }) : undefined}
      />
      <Button type="submit" icon="refresh">
        {t("startAtGo")}
      </Button>
    </form>
  );
}
