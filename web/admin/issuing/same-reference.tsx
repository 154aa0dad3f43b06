import { createMemo, Show } from "solid-js";
import { MAX_PAGE_ROWS } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { Note } from "../../shared/components/note.tsx";
import { momentText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import { createLoad } from "../client/load.ts";
import type { DeskAllotment } from "./issue-form.ts";
import { t } from "./words.ts";

/**
 * Says when the reservation already got coupons, as far as the branch's latest issues tell. Silence proves nothing:
 * the cap per stay is kept by the fund (PAY-6).
 */
export function SameReference(props: { allotment: DeskAllotment; branchId: string; reference: string }) {
  const latest = createLoad(
    () => `${props.allotment.pay.programmeId} ${props.branchId}`,
    (key) => {
      const [programmeId = "", branchId = ""] = key.split(" ");
      return api("GET issues", { query: { programmeId, branchId, limit: MAX_PAGE_ROWS } });
    },
  );
  const found = createMemo(() => {
    const wanted = props.reference.normalize("NFKC").trim();
    if (wanted === "") return undefined;
    return latest
      .value()
      ?.rows.find(
        (one) => one.state !== "failed" && one.stay?.reference?.normalize("NFKC").trim() === wanted,
      );
  });
  return (
    <Show when={found()}>
      {(issue) => (
        <Note tone="warn" announce="polite">
          {t("alreadyIssued", {
            when: (({ day, time }) => `${day} ${time}`)(momentText(issue().createdAtMs, locale())),
            count: formatNumber(issue().count),
            amount: moneyText(issue().sumYen, issue().pay.unitWord, locale()),
          })}
        </Note>
      )}
    </Show>
  );
}
