import { createSignal, type JSX, onCleanup, onMount } from "solid-js";
import styles from "./poster-page.module.css";

/** Shows a sheet of paper in its true proportions as wide as there is room; on paper it has its true size. */
export function PosterScale(props: { label: string; children: JSX.Element }) {
  let frame: HTMLElement | undefined;
  let sheet: HTMLDivElement | undefined;
  const [scale, setScale] = createSignal(1);
  const [height, setHeight] = createSignal<number>();
  const fit = () => {
    if (!frame || !sheet || sheet.offsetWidth === 0) return;
    setScale(Math.min(1, frame.clientWidth / sheet.offsetWidth));
    setHeight(sheet.offsetHeight * scale());
  };
  onMount(() => {
    const watch = new ResizeObserver(fit);
    if (frame) watch.observe(frame);
    if (sheet) watch.observe(sheet);
    onCleanup(() => watch.disconnect());
  });
  return (
    <section
      class={styles.preview}
      aria-label={props.label}
      ref={frame}
      style={{ height: height() === undefined ? undefined : `${height()}px` }}
    >
      <div class={styles.scaled} ref={sheet} style={{ transform: `scale(${scale()})` }}>
        {props.children}
      </div>
    </section>
  );
}
