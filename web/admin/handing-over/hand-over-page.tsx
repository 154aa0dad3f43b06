import { For, onCleanup, onMount, Show } from "solid-js";
import { Note } from "../../shared/components/note.tsx";
import { SwitchView } from "../../shared/components/switch-view.tsx";
import { createWedgeReader } from "../../shared/scanner/wedge-reader.ts";
import { EndingNote } from "../operations/ending-note.tsx";
import { createHanding, type Mode } from "./handing.ts";
import styles from "./handing-over.module.css";
import { Reading } from "./reading.tsx";
import { RunOfSheets } from "./run-of-sheets.tsx";
import { t } from "./words.ts";

/** Sheets that were printed ahead become spendable as they are scanned: one by one, or a run of numbers (FND-14). */
export default function HandOverPage() {
  const handing = createHanding();
  onMount(() => onCleanup(createWedgeReader(handing.take)));
  return (
    <>
      <header class="head">
        <h1>{t("heading")}</h1>
      </header>
      <p>{t("about")}</p>
      <section class={`card ${styles.card}`}>
        <SwitchView<Mode>
          label={t("mode")}
          value={handing.mode()}
          options={[
            { value: "each", label: t("modeEach") },
            { value: "range", label: t("modeRange") },
          ]}
          onChange={handing.changeMode}
        />
        <p>{handing.mode() === "each" ? t("hintEach") : t("hintRange")}</p>
        <Reading busy={handing.busy()} onText={handing.take} />
        <Show when={handing.trouble()}>
          {(words) => (
            <Note tone="danger" announce="alert">
              {words()}
            </Note>
          )}
        </Show>
        <Show when={handing.mode() === "range"}>
          <RunOfSheets
            first={handing.first()?.serial ?? undefined}
            last={handing.last()?.serial ?? undefined}
            busy={handing.busy()}
            onAgain={handing.forget}
            onHandOver={() => void handing.handOverRun()}
          />
        </Show>
        <EndingNote runner={handing.runner} onAgain={handing.again} />
      </section>
      <Show when={handing.lines().length > 0}>
        <section class="card">
          <h2 class="card__title">{t("done")}</h2>
          <ol class={styles.lines} aria-live="polite">
            <For each={handing.lines()}>
              {(line) => (
                <li classList={{ [styles.refused as string]: !line.isDone }}>
                  <b>{line.what}</b> {line.said}
                </li>
              )}
            </For>
          </ol>
        </section>
      </Show>
    </>
  );
}
