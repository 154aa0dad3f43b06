import { A, useParams } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { CaseDetail, FraudCase } from "../../../schema/api/cases.ts";
import { api } from "../../shared/client/api.ts";
import { DateTime, Day } from "../../shared/components/date-time.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { may } from "../session/membership.ts";
import { CaseState, LevelBadge, StopLink, SubjectLink, TraceLink } from "./case-badges.tsx";
import { sentences } from "./case-words.ts";
import styles from "./cases.module.css";
import { Decision } from "./decision.tsx";
import { Evidence } from "./evidence.tsx";
import { t } from "./words.ts";

/** One case: what was found in words, the rows it rests on, what was decided. */
export default function CasePage() {
  const params = useParams<{ id: string }>();
  const load = createLoad(
    () => params.id,
    (id) => api("GET cases/:id", { path: { id } }),
  );
  return (
    <>
      <header class="head">
        <A class="btn btn--icon" href="/cases" aria-label={t("cases")}>
          <Icon name="back" />
        </A>
        <h1>{load.value() ? t((load.value() as CaseDetail).case.rule) : t("cases")}</h1>
        <Show when={load.value()?.case}>
          {(one) => (
            <>
              <LevelBadge level={one().level} />
              <CaseState one={one()} />
            </>
          )}
        </Show>
      </header>
      <Loaded load={load} value={load.value()}>
        {(detail) => (
          <>
            <div class={styles.columns}>
              <Found one={detail().case} />
              <Show when={may("case.decide")}>
                {/* Made anew for each version: what was written is about the one that was read. */}
                <Show when={detail().case.version} keyed>
                  <Decision one={detail().case} onDecided={load.take} onReload={() => void load.reload()} />
                </Show>
              </Show>
            </div>
            <Show when={detail().case.version} keyed>
              <Evidence caseId={detail().case.caseId} />
            </Show>
            <Show when={detail().decisions.length > 0}>
              <Decisions decisions={detail().decisions} />
            </Show>
          </>
        )}
      </Loaded>
    </>
  );
}

function Found(props: { one: FraudCase }) {
  const words = () => sentences(props.one);
  return (
    <section class="card stack">
      <h2 class="card__title">{t("whatHappened")}</h2>
      <For each={words().said}>{(sentence) => <p class={styles.said}>{sentence}</p>}</For>
      <p class="quiet">{words().rule}</p>
      <Lines
        lines={[
          {
            label: t("about"),
            value: (
              <>
                <SubjectLink subject={props.one.subject} />
                <Show when={props.one.other}>
                  {(other) => (
                    <>
                      {" "}
                      <SubjectLink subject={other()} />
                    </>
                  )}
                </Show>
              </>
            ),
          },
          { label: t("date"), value: <Day date={props.one.date} /> },
          { label: t("programme"), value: props.one.programmeName ?? t("wholeRegion") },
          { label: t("openedAt"), value: <DateTime atMs={props.one.openedAtMs} /> },
        ]}
      />
      <div class={styles.links}>
        <StopLink subject={props.one.subject} />
        <TraceLink subject={props.one.subject} />
        <Show when={props.one.other}>
          {(other) => (
            <>
              <StopLink subject={other()} />
              <TraceLink subject={other()} />
            </>
          )}
        </Show>
      </div>
    </section>
  );
}

function Decisions(props: { decisions: CaseDetail["decisions"] }) {
  return (
    <section class="card stack">
      <h2 class="card__title">{t("decisions")}</h2>
      <ul class="list">
        <For each={props.decisions}>
          {(one) => (
            <li class="list__row">
              <span class="list__main">
                <span class="strong">{t(one.outcome)}</span>
                <span class="quiet">
                  {" "}
                  <DateTime atMs={one.decidedAtMs} />{" "}
                  {one.decidedByName === null ? t("nobody") : t("by", { name: one.decidedByName })}
                </span>
                <p class={styles.text}>{one.reason}</p>
                <Show when={one.done}>
                  <p class={styles.text}>
                    {t("done")}: {one.done}
                  </p>
                </Show>
              </span>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}
