import { useNavigate } from "@solidjs/router";
import { Show } from "solid-js";
import type { IssueReply } from "../../../schema/api/issues.ts";
import { online } from "../../shared/client/online.ts";
import { Button } from "../../shared/components/button.tsx";
import { Steps } from "../../shared/components/steps.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import type { AdminEnding } from "../operations/admin-commands.ts";
import { EndingNote } from "../operations/ending-note.tsx";
import { createDesk } from "./desk.ts";
import { DeskFields } from "./desk-fields.tsx";
import styles from "./desk-screen.module.css";
import type { DeskAllotment } from "./issue-form.ts";
import { overLimitText } from "./limit-words.ts";
import { PaperSwitch } from "./paper-switch.tsx";
import { RoomMeter } from "./room-meter.tsx";
import { SheetSample } from "./sheet-sample.tsx";
import { t } from "./words.ts";

/** Step 1 of issuing: the form, what will be printed, and the one button. */
export function DeskScreen(props: {
  allotment: DeskAllotment;
  allotments: readonly DeskAllotment[];
  branchId: string;
  /** When the fund was asked for what is left. */
  asOfMs: number;
  onProgramme: (programmeId: string) => void;
  onBranch: (branchId: string) => void;
  /** The fund knew better than the figures this desk has: they are to be read again. */
  onRefused: () => void;
}) {
  const navigate = useNavigate();
  const desk = createDesk(
    () => props.allotment,
    () => props.branchId,
  );
  const go = (ending: AdminEnding<IssueReply> | undefined) => {
    if (ending?.outcome === "not-done") props.onRefused();
    if (ending?.outcome !== "done" || !ending.reply) return;
    const { issue } = ending.reply;
    navigate(issue.state === "ready" ? `/issues/${issue.issueId}/sheets` : `/issues/${issue.issueId}`);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (online()) go(await desk.send());
  };
  const money = (amount: number) => moneyText(amount, props.allotment.pay.unitWord, locale());
  const blocked = () => {
    if (!online()) return problemText("offline");
    switch (desk.fault()) {
      case "over-limit":
        return overLimitText(desk.room(), desk.eachYen(), props.allotment.pay.unitWord);
      case "over-stay":
        return t("overStay", { most: money(props.allotment.perStayYen ?? 0) });
      default:
        return undefined;
    }
  };
  const open = () => desk.runner.ending()?.outcome === "unknown";

  return (
    <>
      <header class="head">
        <h1>{t("heading")}</h1>
        <Steps steps={[t("step1"), t("step2"), t("step3")]} current={0} />
      </header>
      <RoomMeter desk={desk} unit={props.allotment.pay.unitWord} asOfMs={props.asOfMs} />
      <form class={styles.cols} onSubmit={submit} novalidate>
        <DeskFields
          desk={desk}
          allotment={props.allotment}
          allotments={props.allotments}
          branchId={props.branchId}
          onProgramme={props.onProgramme}
          onBranch={props.onBranch}
        />
        <section class={styles.preview} aria-label={t("sample")}>
          <div class="row row--apart">
            <h2 class="card__title">{t("sample")}</h2>
            <PaperSwitch />
          </div>
          <SheetSample pay={props.allotment.pay} amountYen={desk.eachYen()} expiresOn={desk.expiresOn()} />
          <div class={styles.actions}>
            <EndingNote runner={desk.runner} onAgain={async () => go(await desk.runner.again())} />
            <Show when={!open()}>
              <Button
                type="submit"
                tone="face"
                size="xl"
                wide
                icon="print"
                busy={desk.runner.busy()}
                busyLabel={t("issuing")}
                blockedBecause={blocked()}
              >
                {t("issueAndPrint", { count: formatNumber(desk.count() ?? 0) })}
              </Button>
            </Show>
            <p class={`small quiet ${styles.lock}`}>
              <Icon name="lock" />
              <span>{t("notYetUsable")}</span>
            </p>
          </div>
        </section>
      </form>
    </>
  );
}
