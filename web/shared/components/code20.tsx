import { For } from "solid-js";
import { t } from "../i18n/words.ts";

const GROUPS = [0, 4, 8, 12, 16] as const;

/** A whole charge code, 4-4-4-4-4, read digit by digit. */
export function Code20(props: { code: string; class?: string | undefined }) {
  return (
    <span class={`code20 ${props.class ?? ""}`} role="img" aria-label={Array.from(props.code).join(" ")}>
      <For each={GROUPS}>{(from) => <span aria-hidden="true">{props.code.slice(from, from + 4)}</span>}</For>
    </span>
  );
}

/** A code's digits while they are typed: a box of four each, the one in work marked. `bad` once the check digits fail. */
export function Groups(props: { digits: string; length: number; bad?: boolean | undefined }) {
  const starts = () => Array.from({ length: props.length / 4 }, (_, n) => n * 4);
  const now = () => Math.min(props.length / 4 - 1, Math.floor(props.digits.length / 4));
  const label = () => {
    const said = t("codeLabel", { length: props.length, count: props.digits.length });
    return props.bad ? `${said} ${t("codeBad")}` : said;
  };
  return (
    <div
      class="groups"
      role="img"
      aria-label={label()}
      style={{ "grid-template-columns": `repeat(${starts().length}, 1fr)` }}
    >
      <For each={starts()}>
        {(from, i) => {
          const part = () => props.digits.slice(from, from + 4);
          return (
            <span
              aria-hidden="true"
              classList={{
                now: !props.bad && i() === now() && props.digits.length < props.length,
                bad: Boolean(props.bad),
              }}
            >
              {part()}
              <i>{"_".repeat(4 - part().length)}</i>
            </span>
          );
        }}
      </For>
    </div>
  );
}
