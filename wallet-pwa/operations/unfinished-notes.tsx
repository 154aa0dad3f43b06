import { A } from "@solidjs/router";
import { createEffect, createSignal, For, on } from "solid-js";
import { online } from "../../web/shared/client/online.ts";
import type { StoredOperation } from "../../web/shared/client/operation-store.ts";
import type { Ending } from "../../web/shared/client/operations.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import { Button, buttonClass } from "../../web/shared/components/button.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { locale } from "../../web/shared/i18n/locale.ts";
import { moneyText } from "../../web/shared/i18n/numbers.ts";
import { t } from "../i18n/words.ts";
import { loadWallets } from "../wallets/wallets-store.ts";
import { outcomeWords } from "./outcome-words.ts";
import { ask, LEAVE_ALONE_MS, unfinished } from "./wallet-operations.ts";

interface Told {
  readonly operation: StoredOperation;
  readonly ending: Ending<never>;
}

/** Told until somebody has pressed わかりました, whichever screen shows it. */
const [told, setTold] = createSignal<readonly Told[]>([]);
let asking = false;

/** Asks about what earlier visits left open, one after the other, and keeps the answers to be told. */
async function settleOld(): Promise<void> {
  if (asking || !online()) return;
  asking = true;
  for (const operation of unfinished()) {
    if (serverNow() - operation.startedAtMs < LEAVE_ALONE_MS) continue;
    const ending = await ask(operation);
    if (ending.outcome !== "done" && ending.outcome !== "not-done") continue;
    setTold((before) => [...before, { operation, ending }]);
    void loadWallets();
  }
  asking = false;
}

/** What earlier operations came to, and a way to those still open. */
export function UnfinishedNotes() {
  createEffect(on(online, () => void settleOld()));
  const drop = (one: Told) => setTold((before) => before.filter((other) => other !== one));
  const about = (operation: StoredOperation) =>
    `${operation.party} ${moneyText(operation.amountYen, operation.unitWord, locale())}`;
  return (
    <>
      <For each={told()}>
        {(one) => {
          const words = outcomeWords(one.operation.kind, one.ending.outcome);
          return (
            <Note tone={words.tone} icon={words.icon} announce="polite">
              <p class="strong">{t(words.title)}</p>
              <p>{about(one.operation)}</p>
              <Button onPress={() => drop(one)}>{t("gotIt")}</Button>
            </Note>
          );
        }}
      </For>
      <For each={unfinished()}>
        {(operation) => (
          <Note tone="warn" icon="clock">
            <p class="strong">{operation.kind === "payment" ? t("unfinishedPay") : t("unfinishedCharge")}</p>
            <p>{about(operation)}</p>
            <A class={buttonClass({})} href={`/wallet/operations/${operation.id}`}>
              {t("seeResult")}
            </A>
          </Note>
        )}
      </For>
    </>
  );
}
