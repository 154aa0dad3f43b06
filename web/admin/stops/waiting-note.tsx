import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { Note } from "../../shared/components/note.tsx";
import { may } from "../session/membership.ts";
import { t } from "./words.ts";

/** That letting something go waits for another person (APR-1), and the way to where it is approved. */
export function WaitingNote() {
  return (
    <Note tone="warn" announce="polite">
      <p>{t("waits")}</p>
      <Show when={may("approval.read")}>
        <p>
          <A href="/approvals">{t("toApprovals")}</A>
        </p>
      </Show>
    </Note>
  );
}
