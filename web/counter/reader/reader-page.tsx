import { createSignal, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import { Button } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { Qr } from "../../shared/components/qr.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { say } from "../../shared/components/toast.tsx";
import { type Learnt, learnReader, READER_TEST, USUAL_READER } from "../../shared/scanner/reader-profile.ts";
import { to } from "../frame/addresses.ts";
import { Frame } from "../frame/frame.tsx";
import { listenForRawScan } from "./raw-scan.ts";
import styles from "./reader-page.module.css";
import { forgetReader, keepReader, learntReader } from "./reader-store.ts";
import { t } from "./words.ts";

/** One scan of a test code teaches this device its reader: speed, additions, layout (RDR-2), or says what to change (RDR-3). */
export function ReaderPage() {
  const [last, setLast] = createSignal<Learnt>();
  const [times, setTimes] = createSignal(0);
  onMount(() =>
    onCleanup(
      listenForRawScan((keys) => {
        const learnt = learnReader(keys);
        setTimes(learnt.ok ? times() + 1 : 0);
        if (learnt.ok) keepReader(learnt.profile);
        setLast(learnt);
      }),
    ),
  );
  const forget = () => {
    forgetReader();
    setTimes(0);
    setLast(undefined);
    say(t("forgotten"));
  };
  return (
    <Frame title={t("title")} backTo={to.settings}>
      <div class={styles.cols}>
        <section class={`card stack ${styles.test}`}>
          <p>{t("lead")}</p>
          <Qr text={READER_TEST} label={t("testQr")} class={styles.qr} />
        </section>
        <section class="card stack">
          <div role="status">
            <Switch fallback={<p class="quiet">{t(learntReader() ? "stateLearnt" : "waiting")}</p>}>
              <Match when={fault(last())}>
                {(code) => <Note tone="danger">{t(`fault_${code()}`)}</Note>}
              </Match>
              <Match when={times() > 0}>
                <Note tone="ok" icon="check">
                  {times() === 1 ? t("learnt") : t("again", { count: String(times()) })}
                </Note>
              </Match>
            </Switch>
          </div>
          <Show when={known(last())}>{(learnt) => <WhatWasLearnt learnt={learnt()} />}</Show>
          <Show when={learntReader()}>
            <p>
              <Button onPress={forget}>{t("forget")}</Button>
            </p>
          </Show>
        </section>
      </div>
    </Frame>
  );
}

type Known = Extract<Learnt, { ok: true }>;
const known = (last: Learnt | undefined) => (last?.ok ? last : undefined);
const fault = (last: Learnt | undefined) => (last && !last.ok ? last.fault : undefined);

function WhatWasLearnt(props: { learnt: Known }) {
  const profile = () => props.learnt.profile;
  const around = (text: string) => (text === "" ? t("nothing") : <code>{text}</code>);
  const changed = () => Object.keys(profile().layout).length;
  return (
    <Lines
      lines={[
        { label: t("ends"), value: t(`end_${props.learnt.end}`) },
        { label: t("before"), value: around(profile().prefix) },
        { label: t("after"), value: around(profile().suffix) },
        {
          label: t("layout"),
          value: changed() === 0 ? t("nothing") : t("layoutFixed", { count: String(changed()) }),
        },
        {
          label: t("speed"),
          value:
            profile().gapMs === USUAL_READER.gapMs
              ? t("speedUsual")
              : t("speedSlow", { ms: String(profile().gapMs) }),
        },
      ]}
    />
  );
}
