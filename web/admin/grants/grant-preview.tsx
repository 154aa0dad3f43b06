import { createSignal, Show } from "solid-js";
import type { GrantBody } from "../../../schema/api/grants.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { say } from "../../shared/components/toast.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { AfterLines } from "../fund/after-lines.tsx";
import { useFundRoom } from "../fund/fund-room.ts";
import { may } from "../session/membership.ts";
import { BeginDialog } from "./begin-dialog.tsx";
import { Figures } from "./figures.tsx";
import styles from "./grants.module.css";
import { t } from "./words.ts";

/** What would go and what wouldn't, what the fund has afterwards, and the press that begins it. */
export function GrantPreview(props: { of: GrantBody; onMoved: (grant: GrantBody) => void }) {
  const { pay, fund } = useFundRoom();
  const [asked, setAsked] = createSignal<"begin" | "discard">();
  const available = () => fund.value()?.availableYen;
  const lack = () => props.of.ready.yen - (available() ?? props.of.ready.yen);
  const discard = async () => {
    const answer = await api("POST grants/:id/discard", { path: { id: props.of.grantId } });
    if (!answer.ok) return answer.error;
    props.onMoved(answer.value);
    return undefined;
  };
  return (
    <section class={`card ${styles.stack}`}>
      <h2 class="card__title">{t("previewTitle")}</h2>
      <Show when={props.of.sameFileAs}>
        {(same) => <Note tone="warn">{t("sameFile", { title: same().title })}</Note>}
      </Show>
      <Figures
        of={[
          ["goes", props.of.ready.rows, "people"],
          ["goesYen", moneyText(props.of.ready.yen, pay().unitWord, locale())],
          ["duplicates", props.of.duplicateRows, "rows"],
          ["unknown", props.of.unknownRows, "rows"],
          ["bad", props.of.badRows, "rows"],
        ]}
        bad={["unknown", "bad"]}
      />
      <Show when={props.of.duplicateRows + props.of.unknownRows + props.of.badRows > 0}>
        <p class="quiet">{t("leftOutNote")}</p>
      </Show>
      <Show when={available() !== undefined}>
        <h3>{t("afterTitle")}</h3>
        <AfterLines
          unit={pay().unitWord}
          lines={[
            {
              label: t("availableBefore"),
              beforeYen: available() ?? 0,
              afterYen: (available() ?? 0) - props.of.ready.yen,
            },
          ]}
        />
      </Show>
      <Show when={lack() > 0}>
        <Note tone="danger">{t("notEnough", { lack: moneyText(lack(), pay().unitWord, locale()) })}</Note>
      </Show>
      <Show when={may("fund.manage")}>
        <div class="press">
          <Show when={props.of.ready.rows > 0 && lack() <= 0}>
            <Button tone="primary" icon="check" onPress={() => setAsked("begin")}>
              {t("begin")}
            </Button>
          </Show>
          <Button icon="close" onPress={() => setAsked("discard")}>
            {t("discard")}
          </Button>
        </div>
      </Show>
      <Show when={asked() === "begin" && fund.value()}>
        {(book) => (
          <BeginDialog
            of={props.of}
            unit={pay().unitWord}
            fundIdTail={book().fundIdTail}
            onBegun={(grant) => {
              say(t("beginDone"));
              setAsked(undefined);
              void fund.reload();
              props.onMoved(grant);
            }}
            onClose={() => setAsked(undefined)}
          />
        )}
      </Show>
      <Show when={asked() === "discard"}>
        <ReasonDialog
          danger
          words={{
            title: t("discardTitle"),
            text: t("discardText"),
            confirm: t("discard"),
            busy: t("discarding"),
            keep: t("keep"),
          }}
          act={discard}
          onClose={() => setAsked(undefined)}
        />
      </Show>
    </section>
  );
}
