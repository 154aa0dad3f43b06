import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import type { Face } from "../../../schema/face.ts";
import { easyTill } from "../../shared/client/easy-till.ts";
import { staffSession } from "../../shared/client/session.ts";
import { type Place, Rail, Tabbar } from "../../shared/components/navigation.tsx";
import { OnlineBadge } from "../../shared/components/offline-note.tsx";
import { t as common } from "../../shared/i18n/words.ts";
import { dress } from "../../shared/icons/dress.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { LockButton } from "../lock/lock-button.tsx";
import { currentTill } from "../till/till-store.ts";
import { t } from "../words/words.ts";
import { to } from "./addresses.ts";
import styles from "./frame.module.css";
import { TermsNote } from "./terms-note.tsx";

const places = (): readonly Place[] => [
  { href: to.home, label: t("home"), icon: "home", end: true },
  { href: to.payments, label: t("paymentsShort"), icon: "list" },
  { href: to.qr, label: t("storeQr"), icon: "qr" },
  { href: to.settings, label: t("settings"), icon: "gear" },
  { href: to.help, label: t("help"), icon: "help" },
];

/**
 * A screen with the way around: a rail on a tablet, tabs at the foot of a phone; head with title and connection. The easy
 * till has one way, back home (EAS-4).
 */
export function Frame(props: {
  title: string;
  backTo?: string | undefined;
  children: JSX.Element;
  class?: string | undefined;
}) {
  const face = () => {
    const [only, ...more] = staffSession.me()?.programmes ?? [];
    return more.length === 0 ? only?.face : undefined;
  };
  const till = () => {
    const me = staffSession.me();
    return me ? currentTill(me) : undefined;
  };
  return (
    <div class={`${styles.shell} ${easyTill() ? styles.plain : ""}`} data-face={dress(face())}>
      <Show when={!easyTill()}>
        <div class={styles.rail}>
          <Rail groups={[{ places: places() }]} />
        </div>
      </Show>
      <main class={`${styles.main} ${props.class ?? ""}`}>
        <header class={styles.head}>
          <Show when={props.backTo ?? (easyTill() ? to.home : undefined)}>
            {(href) => (
              <A class="btn btn--icon" href={href()} aria-label={common("back")}>
                <Icon name="back" />
              </A>
            )}
          </Show>
          <h1 class={styles.title}>{props.title}</h1>
          <Show when={till()}>
            {(one) => <span class="quiet">{t("till", { number: String(one().till.number) })}</span>}
          </Show>
          <div class={styles.aside}>
            <LockButton />
            <OnlineBadge />
          </div>
        </header>
        <TermsNote />
        {props.children}
      </main>
      <Show when={!easyTill()}>
        <div class={styles.tabs}>
          <Tabbar places={places()} />
        </div>
      </Show>
    </div>
  );
}

/** A screen of the one task at hand: the whole width, a way back, and which till this is. */
export function TaskFrame(props: {
  title: string;
  backTo?: string | undefined;
  onBack?: (() => void) | undefined;
  face?: Face | undefined;
  children: JSX.Element;
}) {
  const till = () => {
    const me = staffSession.me();
    return me ? currentTill(me) : undefined;
  };
  return (
    <main class={styles.task} data-face={dress(props.face)}>
      <header class={`topbar ${styles.taskHead}`}>
        <Show
          when={props.onBack}
          fallback={
            <A class="btn btn--icon" href={props.backTo ?? to.home} aria-label={common("back")}>
              <Icon name="back" />
            </A>
          }
        >
          {(goBack) => (
            <button
              type="button"
              class="btn btn--icon"
              aria-label={common("back")}
              onClick={() => goBack()()}
            >
              <Icon name="back" />
            </button>
          )}
        </Show>
        <h1 class={styles.taskTitle}>{props.title}</h1>
        <Show when={till()}>
          {(one) => (
            <span class="quiet">
              {t("storeAndTill", { store: one().store.name, number: String(one().till.number) })}
            </span>
          )}
        </Show>
      </header>
      {props.children}
    </main>
  );
}
