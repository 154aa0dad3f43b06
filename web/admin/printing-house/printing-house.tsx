import { createEffect, createSignal, onCleanup, Show } from "solid-js";
import type { IssueBody } from "../../../schema/api/issues.ts";
import { PRINTED_SECONDS, type PrintPackage } from "../../../schema/api/print-packages.ts";
import { lacksPdfEmblem } from "../../../schema/face.ts";
import { PAPERS, type Paper } from "../../../schema/sheet-papers.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField, Tick } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { createLoad } from "../client/load.ts";
import { PAPER_LABELS } from "../issuing/paper-switch.tsx";
import { t as issuing } from "../issuing/words.ts";
import { type LockedKey, makeLockedKey } from "./locked-key.ts";
import { PackageState } from "./package-state.tsx";
import styles from "./printing-house.module.css";
import { t } from "./words.ts";

type Second = (typeof PRINTED_SECONDS)[number];
/** While a package is made its progress is asked for this often. */
const PROGRESS_EVERY_MS = 2_000;

/** Making, watching and taking what a printing house gets for an issue that is ready (PRN-5). */
export function PrintingHouse(props: { issue: IssueBody }) {
  const load = createLoad(
    () => props.issue.issueId,
    (id) => api("GET issues/:id/packages", { path: { id }, query: { limit: 1 } }),
  );
  const newest = () => load.value()?.rows[0];
  const isUnderWay = () => newest()?.state === "queued" || newest()?.state === "running";
  createEffect(() => {
    if (!isUnderWay() || load.busy()) return;
    const timer = setTimeout(() => void load.reload(), PROGRESS_EVERY_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return (
    <section class="card" aria-labelledby="printing-house">
      <h2 class="card__title" id="printing-house">
        {t("heading")}
      </h2>
      <p>{t("about")}</p>
      <Show when={load.trouble()}>
        {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void load.reload()} />}
      </Show>
      <Show when={lacksPdfEmblem(props.issue.pay.face)}>
        <Note tone="warn">{t("noEmblem")}</Note>
      </Show>
      <Show when={newest()}>{(made) => <PackageState issueId={props.issue.issueId} made={made()} />}</Show>
      <Show when={load.value() && !isUnderWay()}>
        <NewPackage
          issueId={props.issue.issueId}
          onMade={(made) => load.take({ rows: [made], next: null })}
        />
      </Show>
    </section>
  );
}

/** First the passphrase, which must be written down, then the file. */
function NewPackage(props: { issueId: string; onMade: (made: PrintPackage) => void }) {
  const [second, setSecond] = createSignal<Second>("en");
  const [paper, setPaper] = createSignal<Paper>("a6");
  const [key, setKey] = createSignal<LockedKey>();
  const [isWritten, setWritten] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const lock = async () => {
    setBusy(true);
    setWritten(false);
    setKey(await makeLockedKey());
    setBusy(false);
  };
  const send = async ({ recipient, lockedKey }: LockedKey) => {
    setBusy(true);
    const answer = await api("POST issues/:id/packages", {
      path: { id: props.issueId },
      body: { recipient, lockedKey, second: second(), paper: paper() },
    });
    setBusy(false);
    setTrouble(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    setKey(undefined);
    props.onMade(answer.value);
  };
  return (
    <div class={styles.form}>
      <Show
        when={key()}
        fallback={
          <>
            <SelectField<Second>
              label={t("seconds")}
              value={second()}
              options={PRINTED_SECONDS.map((value) => ({
                value,
                label: value === "none" ? t("onlyJapanese") : t("withEnglish"),
              }))}
              onChange={setSecond}
            />
            <SelectField<Paper>
              label={issuing("paper")}
              value={paper()}
              options={PAPERS.map((value) => ({ value, label: issuing(PAPER_LABELS[value]) }))}
              onChange={setPaper}
            />
            <Button icon="lock" busy={busy()} busyLabel={t("locking")} onPress={() => void lock()}>
              {t("begin")}
            </Button>
          </>
        }
      >
        {(made) => (
          <>
            <Note icon="lock" tone="warn" announce="polite">
              <p>{t("passphraseOnce")}</p>
              <p class={styles.passphrase}>
                <span class="small">{t("passphrase")}</span> <code>{made().passphrase}</code>
              </p>
            </Note>
            <Tick label={t("writtenDown")} checked={isWritten()} onChange={setWritten} />
            <div class={styles.actions}>
              <Button
                tone="primary"
                icon="print"
                busy={busy()}
                busyLabel={t("sending")}
                blockedBecause={isWritten() ? undefined : t("tickFirst")}
                onPress={() => void send(made())}
              >
                {t("send")}
              </Button>
              <Button onPress={() => setKey(undefined)}>{t("cancel")}</Button>
            </div>
          </>
        )}
      </Show>
      <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
    </div>
  );
}
