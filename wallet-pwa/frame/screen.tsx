import { createEffect, type JSX, onMount, Show } from "solid-js";
import type { Face } from "../../schema/face.ts";
import { Topbar } from "../../web/shared/components/navigation.tsx";
import { dress } from "../../web/shared/icons/dress.ts";
import { easy } from "./appearance.ts";
import styles from "./screen.module.css";
import { WalletTabs } from "./wallet-tabs.tsx";

let first = true;

/**
 * One screen of the wallet: head, body, and what stays at the foot. Sets the page's title, and takes the focus
 * to the new content, since a screen reader does not notice that a single page has changed.
 */
export function Screen(props: {
  title: string;
  /** In place of the title in the head, e.g. the brand. */
  head?: JSX.Element | undefined;
  /** What stands at the right of the head. */
  tools?: JSX.Element | undefined;
  backTo?: string | undefined;
  onBack?: (() => void) | undefined;
  /** What stays above the tabs or the edge of the screen. */
  foot?: JSX.Element | undefined;
  /** One of the places of the tabs; in the easy mode, which has none, it leads back home. */
  tabs?: boolean | undefined;
  /** Less room between the parts, where all of them should be seen at once. */
  tight?: boolean | undefined;
  face?: Face | undefined;
  class?: string | undefined;
  children: JSX.Element;
}) {
  let main: HTMLElement | undefined;
  const tabs = () => props.tabs && !easy();
  const backTo = () => props.backTo ?? (props.tabs && easy() ? "/wallet/" : undefined);
  const back = () => Boolean(backTo() || props.onBack);
  createEffect(() => {
    document.title = `${props.title}｜Tegata`;
  });
  onMount(() => {
    if (!first) main?.focus({ preventScroll: true });
    first = false;
    scrollTo(0, 0);
  });
  return (
    <div class={`phone ${props.class ?? ""}`} data-face={dress(props.face)}>
      <Topbar
        title={<span class={back() ? undefined : styles.title}>{props.head ?? props.title}</span>}
        backTo={backTo()}
        onBack={props.onBack}
      >
        {props.tools}
      </Topbar>
      <main class={`phone__body ${styles.body} ${props.tight ? styles.tight : ""}`} ref={main} tabindex="-1">
        {props.children}
      </main>
      <Show when={props.foot || tabs()}>
        <div class={styles.dock}>
          <Show when={props.foot}>
            <footer class={styles.foot}>{props.foot}</footer>
          </Show>
          <Show when={tabs()}>
            <WalletTabs />
          </Show>
        </div>
      </Show>
    </div>
  );
}
