import { useNavigate, useParams } from "@solidjs/router";
import { createResource, Match, onMount, Show, Switch } from "solid-js";
import { openOperations, type StoredOperation } from "../../shared/client/operation-store.ts";
import { askAgain, type Ending } from "../../shared/client/operations.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { Button } from "../../shared/components/button.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { to } from "../frame/addresses.ts";
import { TaskFrame } from "../frame/frame.tsx";
import { useShop } from "../home/shop.tsx";
import { COUNTER_SCOPE, take } from "../take/take-store.ts";
import { t } from "../words/words.ts";
import { Asking } from "./asking.tsx";
import styles from "./checking-page.module.css";
import { type EndingWords, sayEnding } from "./ending-words.ts";

/**
 * What became of an operation whose reply was lost (OPR-5), now or at any later time: asks, says it in plain words,
 * and offers to ask again. A payment that was made goes on to its receipt.
 */
export function CheckingPage() {
  const params = useParams<{ id: string }>();
  const operation = openOperations(COUNTER_SCOPE).find((one) => one.id === params.id);
  return (
    <TaskFrame title={t("checkingTitle")} backTo={to.home}>
      <Show when={operation} fallback={<NoRecord />}>
        {(known) => <Check operation={known()} />}
      </Show>
    </TaskFrame>
  );
}

function Check(props: { operation: StoredOperation }) {
  const navigate = useNavigate();
  const shop = useShop();
  const voiding = () => props.operation.kind === "void";
  const ask = async (operation: StoredOperation): Promise<Ending<never>> => {
    const end = await askAgain(COUNTER_SCOPE, operation);
    shop.touched();
    void shop.payments().load();
    const payment = end.outcome === "done" ? end.found?.payment : undefined;
    if (payment && !voiding()) {
      take.setFinished({
        payment,
        cashYen: null,
        codeEnd: null,
        by: null,
        expiresOn: null,
        found: true,
        shownAtMs: serverNow(),
      });
      navigate(to.done, { replace: true });
    }
    return end;
  };
  const [ending, { refetch }] = createResource(() => ask(props.operation));
  return (
    <Show when={!ending.loading && ending()} fallback={<Asking voiding={voiding()} />}>
      {(end) => (
        <div class={styles.body}>
          <Said words={sayEnding(end(), voiding())} code={codeOf(end())} />
          <Lines
            lines={[
              {
                label: t("sentAmount"),
                value: <Yen amount={props.operation.amountYen} unit={props.operation.unitWord} />,
              },
              { label: t("sentAt"), value: <DateTime atMs={props.operation.startedAtMs} seconds /> },
            ]}
          />
          <div class={styles.actions}>
            <Show
              when={end().outcome === "unknown" || end().outcome === "pending"}
              fallback={<WayOn notDone={end().outcome === "not-done"} voiding={voiding()} />}
            >
              <Button tone="primary" size="xl" wide icon="refresh" onPress={() => void refetch()}>
                {t("checkAgain")}
              </Button>
              <Button size="l" wide onPress={() => navigate(to.home)}>
                {t("toHome")}
              </Button>
            </Show>
          </div>
        </div>
      )}
    </Show>
  );
}

/** The answer, large, with the reason where one is known. */
function Said(props: { words: EndingWords; code: string | undefined }) {
  let heading: HTMLHeadingElement | undefined;
  onMount(() => heading?.focus());
  return (
    <>
      <h2 class={`${styles.state} ${styles[props.words.tone]}`} ref={heading} tabindex="-1">
        <Icon name={props.words.tone === "ok" ? "done" : "warn"} />
        {props.words.title}
      </h2>
      <Show when={props.code}>{(text) => <p class={styles.text}>{text()}</p>}</Show>
      <p class={styles.text}>{props.words.text}</p>
    </>
  );
}

function WayOn(props: { notDone: boolean; voiding: boolean }) {
  const navigate = useNavigate();
  const again = () => props.notDone && !props.voiding;
  return (
    <Switch>
      <Match when={again()}>
        <Button
          tone="primary"
          size="xl"
          wide
          onPress={() => navigate(take.held() ? to.confirm : to.scan, { replace: true })}
        >
          {t("takeAgain")}
        </Button>
        <Button size="l" wide onPress={() => navigate(to.home)}>
          {t("toHome")}
        </Button>
      </Match>
      <Match when={!again()}>
        <Button tone="primary" size="xl" wide onPress={() => navigate(to.payments, { replace: true })}>
          {t("payments")}
        </Button>
      </Match>
    </Switch>
  );
}

/** Nothing of that id is remembered here: cleared, another device, or its end was told already. */
function NoRecord() {
  const navigate = useNavigate();
  return (
    <div class={styles.body}>
      <h2 class={styles.state}>{t("noSuchOperation")}</h2>
      <p class={styles.text}>{t("noSuchOperationNext")}</p>
      <Button tone="primary" size="xl" wide onPress={() => navigate(to.payments, { replace: true })}>
        {t("payments")}
      </Button>
    </div>
  );
}

function codeOf(ending: Ending<never>): string | undefined {
  return ending.outcome === "not-done" && ending.code ? problemText(ending.code) : undefined;
}
