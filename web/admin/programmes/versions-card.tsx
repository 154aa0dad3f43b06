import { createMemo, For, Show } from "solid-js";
import type { ProgrammeVersion } from "../../../schema/api/programmes.ts";
import { type DesignChange, designChanges } from "../../../schema/design-changes.ts";
import { api } from "../../shared/client/api.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { Button } from "../../shared/components/button.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Listing } from "../../shared/components/list-states.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { fieldName, fieldText } from "./change-words.ts";
import styles from "./programmes.module.css";
import { createTownNames } from "./town-names.ts";
import { t } from "./words.ts";

const ROWS = 10;
/** The part of a design that holds codes which people know by their names. */
const TOWNS = "scope.municipalities";
const WHEN = {
  now: { word: "whenNow", tone: "ok" },
  coming: { word: "whenComing", tone: "warn" },
  past: { word: "whenPast", tone: "off" },
} as const;

/** Every version of a programme, newest first, with what it changed, who made it and why (PRG-1). */
export function VersionsCard(props: { programmeId: string; newest: string }) {
  const list = createPageTurner(
    () => `${props.programmeId} ${props.newest}`,
    (_, after) =>
      api("GET programmes/:id/versions", {
        path: { id: props.programmeId },
        query: { limit: ROWS, ...(after === undefined ? {} : { after }) },
      }),
  );
  return (
    <section class={`card ${styles.stack}`}>
      <h2 class="card__title">{t("versions")}</h2>
      <Listing
        rows={list.rows()}
        problem={list.load.trouble()?.code}
        onRetry={() => void list.load.reload()}
        empty={{ text: t("firstVersion") }}
      >
        {(rows) => (
          <ol class={styles.versions}>
            <For each={rows}>{(row, i) => <Version row={row} before={rows[i() + 1]} />}</For>
          </ol>
        )}
      </Listing>
      <div class="table__actions">
        <Show when={list.onPrevious()} fallback={<span />}>
          {(previous) => (
            <Button icon="back" onPress={() => previous()()}>
              {t("back")}
            </Button>
          )}
        </Show>
        <Show when={list.onNext()}>
          {(next) => (
            <Button icon="next" onPress={() => next()()}>
              {t("forth")}
            </Button>
          )}
        </Show>
      </div>
    </section>
  );
}

function Version(props: { row: ProgrammeVersion; before: ProgrammeVersion | undefined }) {
  const when = () => WHEN[props.row.when];
  const changes = createMemo(() =>
    props.before ? designChanges(props.before.design, props.row.design) : undefined,
  );
  return (
    <li class={styles.stack}>
      <p class="row">
        <b>{t("version", { number: String(props.row.version) })}</b>
        <Badge tone={when().tone}>{t(when().word)}</Badge>
      </p>
      <p class="quiet small">
        {t("validFrom")}：
        <Show when={props.row.effectiveFromMs > 0} fallback={t("fromStart")}>
          <DateTime atMs={props.row.effectiveFromMs} />
        </Show>
        {" ／ "}
        {props.row.madeByName ? t("madeBy", { name: props.row.madeByName }) : t("carriedOver")}
        <Show when={props.row.reason}>{(reason) => <>{` ／ ${t("reason")}：${reason()}`}</>}</Show>
      </p>
      <Show
        when={changes()}
        fallback={<p class="quiet">{t(props.row.version === 1 ? "firstVersion" : "olderUnread")}</p>}
      >
        {(some) => <Changes changes={some()} />}
      </Show>
    </li>
  );
}

/** What changed, part by part: what it was and what it is. */
export function Changes(props: { changes: readonly DesignChange[] }) {
  const townNames = createTownNames(() => props.changes.some((change) => change.path === TOWNS));
  const text = (path: string, value: unknown) =>
    fieldText(path, path === TOWNS && Array.isArray(value) ? townNames(value) : value);
  return (
    <Show when={props.changes.length > 0} fallback={<p class="quiet">{t("noChange")}</p>}>
      <dl class={styles.changes}>
        <For each={props.changes}>
          {(change) => (
            <div>
              <dt>{fieldName(change.path)}</dt>
              <dd>
                <del>
                  <span class="hidden-text">{t("was")} </span>
                  {text(change.path, change.before)}
                </del>
                {" → "}
                <ins>
                  <span class="hidden-text">{t("is")} </span>
                  {text(change.path, change.after)}
                </ins>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </Show>
  );
}
