import { Show } from "solid-js";
import { DAY_MS } from "../../../schema/calendar.ts";
import { serverNow } from "../client/server-clock.ts";
import { staffSession } from "../client/session.ts";
import { DateTime } from "../components/date-time.tsx";
import { Note } from "../components/note.tsx";
import { formatNumber } from "../i18n/numbers.ts";
import { t } from "./words.ts";

/** So long after it somebody is told that a code on paper let them in: whoever it was. */
const TOLD_FOR_MS = 7 * DAY_MS;

/** Says on every screen that a code on paper was used (FAC-3). */
export function RecoveryUsed() {
  const recovery = () => {
    const one = staffSession.me()?.factors.recovery;
    return one?.usedAtMs && serverNow() - one.usedAtMs < TOLD_FOR_MS
      ? { left: one.left, atMs: one.usedAtMs }
      : undefined;
  };
  return (
    <Show when={recovery()}>
      {(used) => (
        <Note tone="warn" announce="polite">
          <p class="strong">
            {t("recoveryUsed")} <DateTime atMs={used().atMs} />
          </p>
          <p>{t("recoveryUsedNext", { left: formatNumber(used().left) })}</p>
        </Note>
      )}
    </Show>
  );
}
