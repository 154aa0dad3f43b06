import { createMemo, For, type JSX, Show } from "solid-js";
import { locale } from "../../shared/i18n/locale.ts";
import { axisText, axisTop } from "./chart-scale.ts";
import styles from "./charts.module.css";
import { PointTable } from "./point-table.tsx";

/** One place on the axis: what it is called there and in the table, and its two amounts. */
export interface Point {
  /** In few letters, below the axis; left away where there is no room. */
  readonly mark: string | undefined;
  readonly name: JSX.Element;
  readonly bar: number;
  /** Undefined where nothing can be told yet: the line ends there. */
  readonly line: number | undefined;
}

/** Of the drawing, in its own units. */
const BOX = { left: 78, right: 8, top: 12, bottom: 34 } as const;
const SIZES = {
  card: { width: 480, height: 230 },
  wide: { width: 760, height: 220 },
} as const;
/** More dots than this are a smear. */
const MOST_DOTS = 45;

/**
 * One amount as bars and another as a line with dots: told apart by shape, so that they can be in grey. The same figures
 * follow as a table (DSH-4).
 */
export function BarsAndLine(props: {
  title: string;
  /** What stands over the table's first column. */
  over: string;
  bars: string;
  line: string;
  /** The drawing in one sentence. */
  label: string;
  points: readonly Point[];
  unit: string;
  size?: keyof typeof SIZES | undefined;
  /** 2 for a card's title, 3 within a card that has one. */
  level?: 2 | 3 | undefined;
}) {
  const size = () => SIZES[props.size ?? "card"];
  const innerWidth = () => size().width - BOX.left - BOX.right;
  const innerHeight = () => size().height - BOX.top - BOX.bottom;
  const top = createMemo(() =>
    axisTop(Math.max(...props.points.flatMap(({ bar, line }) => [bar, line ?? 0]), 1)),
  );
  const step = () => innerWidth() / Math.max(1, props.points.length);
  const middle = (at: number) => BOX.left + step() * (at + 0.5);
  const height = (yen: number) => (Math.max(0, yen) / top()) * innerHeight();
  const y = (yen: number) => BOX.top + innerHeight() - height(yen);
  const drawn = createMemo(() =>
    props.points.flatMap(({ line }, at) => (line === undefined ? [] : [{ at, line }])),
  );
  const path = () =>
    drawn()
      .map(({ at, line }, n) => `${n === 0 ? "M" : "L"}${middle(at)} ${y(line)}`)
      .join("");
  return (
    <>
      <div class={`row row--apart ${styles.head}`}>
        <Show when={props.level === 2} fallback={<h3 class="strong">{props.title}</h3>}>
          <h2 class="card__title">{props.title}</h2>
        </Show>
        <span class="row" aria-hidden="true">
          <span class={styles.key}>
            <b /> {props.bars}
          </span>
          <span class={styles.key}>
            <i /> {props.line}
          </span>
        </span>
      </div>
      <svg
        class={styles.chart}
        viewBox={`0 0 ${size().width} ${size().height}`}
        role="img"
        aria-label={props.label}
      >
        <For each={[0, top() / 2, top()]}>
          {(yen) => (
            <>
              <path class={styles.grid} d={`M${BOX.left} ${y(yen)}H${size().width - BOX.right}`} />
              <text x={BOX.left - 8} y={y(yen) + 6} text-anchor="end">
                {axisText(yen, locale())}
              </text>
            </>
          )}
        </For>
        <For each={props.points}>
          {(point, at) => (
            <rect
              class={styles.bar}
              x={middle(at()) - step() * 0.32}
              width={step() * 0.64}
              y={y(point.bar)}
              height={height(point.bar)}
            />
          )}
        </For>
        <path class={styles.halo} d={path()} />
        <path class={styles.line} d={path()} />
        <Show when={drawn().length <= MOST_DOTS}>
          <For each={drawn()}>
            {({ at, line }) => <circle class={styles.dot} cx={middle(at)} cy={y(line)} r="4" />}
          </For>
        </Show>
        <For each={props.points}>
          {(point, at) => (
            <Show when={point.mark}>
              <text x={middle(at())} y={size().height - 10} text-anchor="middle">
                {point.mark}
              </text>
            </Show>
          )}
        </For>
      </svg>
      <PointTable
        title={props.title}
        over={props.over}
        bars={props.bars}
        line={props.line}
        points={props.points}
        unit={props.unit}
      />
    </>
  );
}

/** 11/3: month and day, as an axis has room for. */
export function shortDay(date: string): string {
  return `${Number(date.slice(5, 7))}/${Number(date.slice(8, 10))}`;
}
