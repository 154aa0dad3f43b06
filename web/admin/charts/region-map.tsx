import { createMemo, createUniqueId, For, Show } from "solid-js";
import type { MunicipalityOnMap } from "../../../schema/api/maps.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { middle, sides } from "../../shared/map/areas.ts";
import styles from "./charts.module.css";
import { frameOf, pathOf } from "./projected.ts";
import { type Tone, toneOf, toneRange } from "./tones.ts";
import { t } from "./words.ts";

const WIDTH = 480;
const MOST_HEIGHT = 420;
const MARGIN = 12;
const TONES = [1, 2, 3, 4] as const;

/**
 * The region's municipalities, each the darker the more was spent there: by its pattern, so that it can be in grey, and by
 * name. No tiles and nobody else's server. What it says stands in the table beside it.
 */
export function RegionMap(props: {
  areas: readonly MunicipalityOnMap[];
  /** Yen by municipality code. */
  amounts: ReadonlyMap<string, number>;
  label: string;
}) {
  const id = createUniqueId();
  const frame = createMemo(() => {
    const all = sides(props.areas);
    return all ? frameOf(all, WIDTH, MOST_HEIGHT, MARGIN) : undefined;
  });
  const largest = createMemo(() =>
    Math.max(0, ...props.areas.map(({ code }) => props.amounts.get(code) ?? 0)),
  );
  const tone = (code: string) => toneOf(props.amounts.get(code) ?? 0, largest());
  const fill = (of: Tone) =>
    of === 0 ? "var(--surface)" : of === 4 ? "var(--face-text)" : `url(#${id}-${of})`;
  return (
    <Show when={frame()}>
      {(drawn) => (
        <figure class={styles.map}>
          <svg
            class={styles.chart}
            viewBox={`0 0 ${drawn().width} ${drawn().height.toFixed(1)}`}
            role="img"
            aria-label={props.label}
          >
            <defs>
              <Pattern id={`${id}-1`} size={9} d="M0 0V9" width={1.2} />
              <Pattern id={`${id}-2`} size={6} d="M0 0V6" width={2} />
              <Pattern id={`${id}-3`} size={5} d="M0 0V5M0 0H5" width={2.6} />
            </defs>
            <For each={props.areas}>
              {(area) => (
                <path
                  class={styles.area}
                  fill-rule="evenodd"
                  d={pathOf(area.outline ?? [], drawn())}
                  fill={fill(tone(area.code))}
                />
              )}
            </For>
            <For each={props.areas}>
              {(area) => {
                const at = () => drawn().at(middle(area.outline ?? []));
                return (
                  <text class={styles.areaName} x={at()[0]} y={at()[1]} text-anchor="middle">
                    {area.name}
                  </text>
                );
              }}
            </For>
          </svg>
          <figcaption class={styles.legend}>
            <Swatch fill={fill(0)} text={t("noneUsed")} />
            <Show when={largest() > 0}>
              <For each={TONES}>
                {(of) => {
                  const range = () => toneRange(of, largest());
                  return (
                    <Swatch fill={fill(of)} text={t("from", { amount: formatNumber(range().fromYen) })} />
                  );
                }}
              </For>
            </Show>
          </figcaption>
        </figure>
      )}
    </Show>
  );
}

function Pattern(props: { id: string; size: number; d: string; width: number }) {
  return (
    <pattern
      id={props.id}
      width={props.size}
      height={props.size}
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect width={props.size} height={props.size} fill="var(--surface)" />
      <path d={props.d} stroke="var(--face-text)" stroke-width={props.width} />
    </pattern>
  );
}

function Swatch(props: { fill: string; text: string }) {
  return (
    <span class={styles.swatch}>
      <svg viewBox="0 0 28 20" aria-hidden="true">
        <rect x="0.75" y="0.75" width="26.5" height="18.5" class={styles.area} fill={props.fill} />
      </svg>
      {props.text}
    </span>
  );
}
