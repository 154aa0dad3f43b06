import { createSignal, For, Match, Show, Switch } from "solid-js";
import { Button } from "../../shared/components/button.tsx";
import type { IconName } from "../../shared/icons/icons.ts";
import { may } from "../session/membership.ts";
import { ExtendDialog } from "./extend-dialog.tsx";
import { GiveUpDialog } from "./give-up-dialog.tsx";
import styles from "./holders.module.css";
import { actionsFor, type HolderAction, NEEDS, whyNot } from "./possible.ts";
import { StopDialog } from "./stop-dialog.tsx";
import type { Subject } from "./subject.ts";
import { t } from "./words.ts";

const LOOKS = {
  freeze: { word: "actFreeze", icon: "lock", tone: "neutral" },
  unfreeze: { word: "actUnfreeze", icon: "check", tone: "neutral" },
  replace: { word: "actReplace", icon: "refresh", tone: "neutral" },
  extend: { word: "actExtend", icon: "calendar", tone: "neutral" },
  cancel: { word: "actCancel", icon: "close", tone: "danger" },
} as const satisfies Record<HolderAction, { word: string; icon: IconName; tone: string }>;

/** What may be done for a holder; what can't be done says why beside it. */
export function ActionsCard(props: {
  subject: Subject;
  /** What the caller answered, for the log; null until all three are. */
  asked: string | null;
  step?: string | undefined;
  onDone: () => void;
}) {
  const [open, setOpen] = createSignal<HolderAction>();
  const actions = () => actionsFor(props.subject.holder).filter((action) => may(NEEDS[action]));
  const why = (action: HolderAction) => {
    const key = whyNot(action, props.subject.holder, props.asked !== null);
    return key ? t(key) : undefined;
  };
  /** One reason for everything is said once. */
  const forAll = () => {
    const [first, ...others] = actions().map(why);
    return others.length > 0 && others.every((one) => one === first) ? first : undefined;
  };
  const close = () => setOpen(undefined);
  return (
    <section class="card">
      <h2 class="card__title">
        {props.step ? t("step", { number: props.step, what: t("actionsHeading") }) : t("actionsHeading")}
      </h2>
      <div class={styles.actions}>
        <Show when={forAll()}>{(reason) => <p class="quiet">{reason()}</p>}</Show>
        <For each={actions()} fallback={<p class="quiet">{t("actionsNone")}</p>}>
          {(action) => (
            <Button
              wide
              icon={LOOKS[action].icon}
              tone={LOOKS[action].tone}
              blockedBecause={why(action)}
              quietReason={forAll() !== undefined}
              onPress={() => setOpen(action)}
            >
              {t(LOOKS[action].word)}
            </Button>
          )}
        </For>
      </div>
      <Show when={open()} keyed>
        {(action) => (
          <Switch>
            <Match when={action === "extend"}>
              <ExtendDialog subject={props.subject} onDone={props.onDone} onClose={close} />
            </Match>
            <Match when={action === "cancel" || action === "replace"}>
              <GiveUpDialog
                subject={props.subject}
                kind={action === "cancel" ? "cancel" : "replace"}
                asked={props.asked ?? ""}
                onDone={props.onDone}
                onClose={close}
              />
            </Match>
            <Match when={true}>
              <StopDialog
                subject={props.subject}
                frozen={action === "freeze"}
                onDone={props.onDone}
                onClose={close}
              />
            </Match>
          </Switch>
        )}
      </Show>
    </section>
  );
}
