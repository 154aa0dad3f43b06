import { Match, Show, Switch } from "solid-js";
import type { PrintPackage } from "../../../schema/api/print-packages.ts";
import { businessDate } from "../../../schema/calendar.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Note } from "../../shared/components/note.tsx";
import { Progress } from "../../shared/components/progress.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import styles from "./printing-house.module.css";
import { t } from "./words.ts";

const MEGABYTE = 1_000_000;

/** How far a package is, and its file once it is there. */
export function PackageState(props: { issueId: string; made: PrintPackage }) {
  const progress = () => {
    if (props.made.state === "queued") return t("queued");
    return props.made.written < props.made.total ? t("drawing") : t("packing");
  };
  return (
    <div class={styles.state}>
      <Switch>
        <Match when={props.made.state === "queued" || props.made.state === "running"}>
          <Progress label={progress()} done={props.made.written} total={props.made.total} />
        </Match>
        <Match when={props.made.state === "failed"}>
          <Note tone="danger" announce="alert">
            {t("failed")}
          </Note>
        </Match>
        <Match when={props.made.file}>
          {(file) => (
            <Show when={!file().gone} fallback={<p class="quiet">{t("gone")}</p>}>
              <a
                class={buttonClass({ tone: "primary" })}
                href={`/api/issues/${props.issueId}/packages/${props.made.packageId}/file`}
                download={file().name}
              >
                <Icon name="download" />
                {t("download")}
              </a>
              <p class="small quiet">
                {t("size", {
                  count: formatNumber(props.made.total),
                  size: formatNumber(Math.ceil(file().bytes / MEGABYTE)),
                })}
                {" · "}
                {t("keptUntil", { date: dayText(businessDate(file().keptUntilMs), locale()) })}
                <br />
                {t("linkHint")}
              </p>
            </Show>
          )}
        </Match>
      </Switch>
      <p class="small quiet">
        <DateTime atMs={props.made.createdAtMs} />
        <Show when={props.made.createdByName}>{(name) => <> · {t("madeBy", { name: name() })}</>}</Show>
      </p>
    </div>
  );
}
