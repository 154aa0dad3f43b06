import { useNavigate } from "@solidjs/router";
import { createSignal } from "solid-js";
import { parseScan } from "../../schema/qr.ts";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { Scanner } from "../../web/shared/scanner/scanner.tsx";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import styles from "./scan.module.css";
import { type StayWord, scanAnswer } from "./scan-answer.ts";
import { holdCode } from "./scanned-coupon.ts";

/** One scanner for paying and charging: what the QR is decides. */
export default function Scan() {
  const navigate = useNavigate();
  const [word, setWord] = createSignal<StayWord>();
  const [left, setLeft] = createSignal(false);
  const take = (text: string) => {
    if (left()) return;
    const answer = scanAnswer(parseScan(text));
    if (answer.go === "stay") return void setWord(answer.word);
    setLeft(true);
    if (answer.go === "charge") holdCode(answer.code);
    // In place of the scanner: going back must not find the same QR again and bounce.
    navigate(answer.go === "charge" ? "/wallet/charge" : answer.place, { replace: true });
  };
  const message = () => {
    const key = word();
    return key ? t(key) : undefined;
  };
  return (
    <Screen title={t("scanTitle")} backTo="/wallet/">
      <OfflineNote />
      <p>{t("scanHint")}</p>
      <div class={styles.finder}>
        <Scanner onText={take} onType={() => navigate("/wallet/type")} message={message()} paused={left()} />
      </div>
    </Screen>
  );
}
