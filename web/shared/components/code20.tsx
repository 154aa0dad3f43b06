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

/** The 20 digits while they are typed: five boxes, the one in work marked. `bad` once the check digits fail. */
export function Groups(props: { digits: string; bad?: boolean | undefined }) {
  const now = () => Math.min(4, Math.floor(props.digits.length / 4));
  const label = () =>
    props.bad
      ? `${t("codeLabel", { count: props.digits.length })} ${t("codeBad")}`
      : t("codeLabel", { count: props.digits.length });
  return (
    <div class="groups" role="img" aria-label={label()}>
      <For each={GROUPS}>
        {(from, i) => {
          const part = () => props.digits.slice(from, from + 4);
          return (
            <span
              aria-hidden="true"
              classList={{
                now: !props.bad && i() === now() && props.digits.length < 20,
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
