import { A, useLocation } from "@solidjs/router";
import { createEffect, createSignal, For, type JSX, on, Show } from "solid-js";
import { t } from "../i18n/words.ts";
import { Brand } from "../icons/emblem.tsx";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icons.ts";

/** A place of the app in its navigation. `end`: current only on exactly this address. */
export interface Place {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  readonly end?: boolean;
}

/** Places that belong together, under a heading or none. */
export interface PlaceGroup {
  readonly heading?: string;
  readonly places: readonly Place[];
}

/** The head of a screen: way back, title, and what belongs to the right. */
export function Topbar(props: {
  title: JSX.Element;
  backTo?: string | undefined;
  /** In place of `backTo`, where going back must do something first. */
  onBack?: (() => void) | undefined;
  children?: JSX.Element | undefined;
  flush?: boolean | undefined;
}) {
  return (
    <header class="topbar" classList={{ "topbar--flush": Boolean(props.flush) }}>
      <Show when={props.onBack}>
        {(goBack) => (
          <button type="button" class="btn btn--icon" aria-label={t("back")} onClick={() => goBack()()}>
            <Icon name="back" />
          </button>
        )}
      </Show>
      <Show when={!props.onBack && props.backTo}>
        {(href) => (
          <A class="btn btn--icon" href={href()} aria-label={t("back")} end>
            <Icon name="back" />
          </A>
        )}
      </Show>
      <h1 class="topbar__title">{props.title}</h1>
      {props.children}
    </header>
  );
}

/** The wallet's tabs, at the foot. The router marks the current one with `aria-current`. */
export function Tabbar(props: { places: readonly Place[] }) {
  return (
    <nav class="tabbar" aria-label={t("menu")}>
      <For each={props.places}>
        {(place) => (
          <A class="tabbar__tab" href={place.href} end={place.end ?? false}>
            <Icon name={place.icon} />
            {place.label}
          </A>
        )}
      </For>
    </nav>
  );
}

/** The rail of the counter and the back offices; `foot` is who is signed in, or the help line. */
export function Rail(props: {
  groups: readonly PlaceGroup[];
  foot?: JSX.Element | undefined;
  /** Icon above the word, as on the counter's tablet. */
  tall?: boolean | undefined;
  /** Its places may lie behind a button, where the app's styles let it show on narrow screens. */
  folds?: boolean | undefined;
}) {
  const location = useLocation();
  const [open, setOpen] = createSignal(false);
  createEffect(
    on(
      () => location.pathname,
      () => setOpen(false),
    ),
  );
  return (
    <nav
      class="rail"
      classList={{ "rail--tall": Boolean(props.tall), "rail--folded": Boolean(props.folds) && !open() }}
      aria-label={t("menu")}
    >
      <Brand />
      <Show when={props.folds}>
        <button
          type="button"
          class="btn rail__fold"
          aria-expanded={open()}
          onClick={() => setOpen((now) => !now)}
        >
          <Icon name={open() ? "close" : "menu"} />
          {t("menu")}
        </button>
      </Show>
      <For each={props.groups}>
        {(group) => (
          <Show when={group.heading} fallback={<Places places={group.places} />}>
            {(heading) => (
              <section class="rail__group" aria-label={heading()}>
                <p class="rail__heading" aria-hidden="true">
                  {heading()}
                </p>
                <Places places={group.places} />
              </section>
            )}
          </Show>
        )}
      </For>
      <Show when={props.foot}>
        <div class="rail__foot">{props.foot}</div>
      </Show>
    </nav>
  );
}

function Places(props: { places: readonly Place[] }) {
  return (
    <For each={props.places}>
      {(place) => (
        <A class="rail__item" href={place.href} end={place.end ?? false}>
          <Icon name={place.icon} />
          {place.label}
        </A>
      )}
    </For>
  );
}
