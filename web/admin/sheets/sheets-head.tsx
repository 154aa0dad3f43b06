import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { IssueBody } from "../../../schema/api/issues.ts";
import { Note } from "../../shared/components/note.tsx";
import { Steps } from "../../shared/components/steps.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { t as issuing } from "../issuing/words.ts";
import styles from "./sheets-page.module.css";
import { t } from "./words.ts";

/** Where in the three steps we are, and whether the coupons can be used yet. */
export function SheetsHead(props: { id: string; issue: IssueBody | undefined }) {
  const active = () => props.issue?.state === "active";
  return (
    <div class={`no-print ${styles.top}`}>
      <header class="head">
        <A class="btn btn--icon" href={`/issues/${props.id}`} aria-label={t("back")}>
          <Icon name="back" />
        </A>
        <h1>{t("heading")}</h1>
        <Steps
          steps={[issuing("step1"), issuing("step2"), active() ? issuing("step3done") : issuing("step3")]}
          current={active() ? 3 : 1}
        />
      </header>
      <Show when={props.issue?.state === "ready"}>
        <Note icon="lock">
          {issuing("aboutReady")} {issuing("handOverHint")}
        </Note>
      </Show>
      <Show when={active()}>
        <Note tone="ok" announce="polite">
          {issuing("handedOver")}
        </Note>
      </Show>
      <Show when={props.issue?.state === "withdrawn"}>
        <Note announce="polite">{issuing("aboutWithdrawn")}</Note>
      </Show>
      <Show when={props.issue?.state === "stopped"}>
        <Note tone="danger">{issuing("aboutStopped")}</Note>
      </Show>
    </div>
  );
}
