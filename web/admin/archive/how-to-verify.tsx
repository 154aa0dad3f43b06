import { A } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { handOver } from "../../shared/client/hand-over.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { allRoots } from "./all-roots.ts";
import styles from "./archive.module.css";
import { t } from "./words.ts";

/** What somebody needs who doesn't want to believe this screen: keys, signed roots, the package, and the verifier. */
export function HowToVerify() {
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const save = async () => {
    setBusy(true);
    setTrouble(undefined);
    const roots = await allRoots();
    setBusy(false);
    if (!roots.ok) return setTrouble(roots.error);
    // One a line, as the verifier finds them wherever they stand (docs/archive-format.md).
    handOver(t("rootsFile"), new Blob([`${roots.value.join("\n")}\n`], { type: "text/plain" }));
  };
  return (
    <section class={`card ${styles.how}`}>
      <h2 class="card__title">{t("howTitle")}</h2>
      <ol class={styles.steps}>
        <li>{t("howKeys")}</li>
        <li>{t("howRoots")}</li>
        <li>{t("howPackage")}</li>
        <li>{t("howVerify")}</li>
      </ol>
      <Show when={trouble()}>{(now) => <ProblemNote code={now().code} onRetry={() => void save()} />}</Show>
      <div class={styles.actions}>
        <a class={buttonClass({})} href="/api/archive/keys" download={t("keysFile")}>
          <Icon name="download" />
          {t("saveKeys")}
        </a>
        <Button icon="download" busy={busy()} busyLabel={t("savingRoots")} onPress={() => void save()}>
          {t("saveRoots")}
        </Button>
        <A class={buttonClass({})} href="/reports">
          <Icon name="doc" />
          {t("toPackage")}
        </A>
      </div>
    </section>
  );
}
