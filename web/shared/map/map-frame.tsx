import { type JSX, Show } from "solid-js";
import { t } from "../i18n/words.ts";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icons.ts";
import type { BaseMap } from "./base-map.ts";
import styles from "./map.module.css";

/** Where a map stands, with its buttons on it and its makers below. `place` is the element that the map opens in. */
export function MapFrame(props: {
  name: string;
  base: BaseMap | undefined;
  place: (element: HTMLDivElement) => void;
  /** Buttons below larger and smaller. */
  children?: JSX.Element;
  class?: string | undefined;
}) {
  return (
    <>
      <section class={`${styles.frame} ${props.class ?? ""}`} aria-label={props.name}>
        <div class={styles.map} ref={props.place} />
        <Show when={!props.base}>
          <p class={styles.opening} role="status">
            {t("mapLoading")}
          </p>
        </Show>
        <div class={styles.tools}>
          <MapTool icon="plus" label={t("mapZoomIn")} onPress={() => props.base?.view.zoomIn()} />
          <MapTool icon="minus" label={t("mapZoomOut")} onPress={() => props.base?.view.zoomOut()} />
          {props.children}
        </div>
      </section>
      <Show when={props.base}>
        {(base) => <p class="quiet small">{t("mapMakers", { names: base().makers.join(t("between")) })}</p>}
      </Show>
    </>
  );
}

/** A button on the map. */
export function MapTool(props: { icon: IconName; label: string; onPress: () => void }) {
  return (
    <button type="button" class="btn btn--icon" aria-label={props.label} onClick={() => props.onPress()}>
      <Icon name={props.icon} />
    </button>
  );
}
