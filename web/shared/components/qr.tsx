import { createMemo, Show } from "solid-js";
import { type QrLevel, qrPath } from "../../../schema/qr-path.ts";
import { t } from "../i18n/words.ts";
import { Button } from "./button.tsx";

/** Light modules around every QR. */
const QUIET_MODULES = 4;

/**
 * A QR in black on white whatever the theme. Without `text` a blank square (loading); `ended` covers it and
 * offers a new one. `label` says what the code is for, never its content.
 */
export function Qr(props: {
  text: string | undefined;
  label?: string | undefined;
  level?: QrLevel | undefined;
  ended?: boolean | undefined;
  onRenew?: (() => void) | undefined;
  class?: string | undefined;
}) {
  const code = createMemo(() => (props.text ? qrPath(props.text, props.level ?? "M") : undefined));
  const box = (size: number) =>
    `${-QUIET_MODULES} ${-QUIET_MODULES} ${size + 2 * QUIET_MODULES} ${size + 2 * QUIET_MODULES}`;
  return (
    <div class={`qr-frame ${props.class ?? ""}`}>
      <Show when={code()} fallback={<div class="qr qr--blank" role="status" aria-label={t("qrWaiting")} />}>
        {(drawn) => (
          <svg
            class="qr qr--quiet"
            viewBox={box(drawn().size)}
            role="img"
            aria-label={props.label ?? t("qr")}
            aria-hidden={props.ended ? "true" : undefined}
          >
            <title>{props.label ?? t("qr")}</title>
            <Show when={!props.ended}>
              <path d={drawn().d} />
            </Show>
          </svg>
        )}
      </Show>
      <Show when={props.ended}>
        <div class="qr-frame__over">
          <p class="strong">{t("qrEnded")}</p>
          <Button tone="primary" icon="refresh" onPress={() => props.onRenew?.()}>
            {t("renew")}
          </Button>
        </div>
      </Show>
    </div>
  );
}
