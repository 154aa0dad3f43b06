import { useNavigate } from "@solidjs/router";
import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { online } from "../../shared/client/online.ts";
import { Button } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { Scanner } from "../../shared/scanner/scanner.tsx";
import { to } from "../frame/addresses.ts";
import { TaskFrame } from "../frame/frame.tsx";
import { useShop } from "../home/shop.tsx";
import { SaleList } from "../take/sale-list.tsx";
import { clearTroubles, endSale, lookUp, putAway, take } from "../take/take-store.ts";
import { t } from "../words/words.ts";
import { CodeEntry, type CodeKind } from "./code-entry.tsx";
import { ReaderState } from "./reader-state.tsx";
import styles from "./scan-page.module.css";
import { scanTroubleText } from "./scan-words.ts";

/** Scan a coupon: camera on the left; reader and the 20 digits on the right (S12). */
export function ScanPage() {
  const navigate = useNavigate();
  const shop = useShop();
  const [digits, setDigits] = createSignal("");
  const [kind, setKind] = createSignal<CodeKind>("paper");
  let manual: HTMLElement | undefined;
  // Side by side, the keypad is in sight anyway.
  const stacked = createMediaMatch("(max-width: 47.99em)");

  onMount(putAwayOld);
  const look = async (text: string, by: "camera" | "hand") => {
    if (await lookUp(text, shop.till(), by)) navigate(to.confirm);
  };
  const type = (next: string) => {
    clearTroubles();
    setDigits(next);
  };
  const message = () => {
    if (take.lookingUp()) return t("lookingUp");
    const trouble = take.scanTrouble();
    // Side by side, the note next to the picture says it already.
    return stacked() && trouble ? scanTroubleText(trouble) : undefined;
  };
  return (
    <TaskFrame title={t("scanCoupon")} backTo={to.home} face={shop.onlyPay()?.face}>
      <Show when={take.carried()}>
        {(rest) => (
          <Note tone="warn" icon="coin" class={styles.carried}>
            <div class="row row--apart">
              <span class="strong">
                {t("carried", { amount: moneyText(rest().yen, rest().unitWord, locale()) })}
              </span>
              <Button onPress={endSale}>{t("carryEnd")}</Button>
            </div>
          </Note>
        )}
      </Show>
      <Show when={take.carried()}>
        <SaleList />
      </Show>
      <div class={styles.cols}>
        <div class={styles.camera}>
          <Scanner
            onText={(text) => void look(text, "camera")}
            paused={take.lookingUp() || !online()}
            message={message()}
            onType={stacked() ? () => manual?.scrollIntoView({ block: "start" }) : undefined}
          />
        </div>
        <section class={styles.manual} aria-label={t("typeCode")} ref={manual}>
          <Show when={take.lookUpTrouble() || take.scanTrouble()} fallback={<ReaderState />}>
            <Show
              when={take.lookUpTrouble()}
              fallback={
                <Note tone="danger" announce="alert">
                  {scanTroubleText(take.scanTrouble() ?? "nothing")}
                </Note>
              }
            >
              {(trouble) => <ProblemNote code={trouble().code} />}
            </Show>
          </Show>
          <CodeEntry
            kind={kind()}
            onKind={(next) => {
              setKind(next);
              type("");
            }}
            digits={digits()}
            onDigits={type}
            busy={take.lookingUp()}
            onLookUp={() => void look(digits(), "hand")}
          />
        </section>
      </div>
    </TaskFrame>
  );
}

function createMediaMatch(query: string): () => boolean {
  const list = matchMedia(query);
  const [matches, setMatches] = createSignal(list.matches);
  const look = () => setMatches(list.matches);
  list.addEventListener("change", look);
  onCleanup(() => list.removeEventListener("change", look));
  return matches;
}

/** Leaving the last coupon lying would show its balance to the next customer. Troubles just found stay on the screen. */
function putAwayOld(): void {
  if (take.scanTrouble() || take.lookUpTrouble()) return;
  putAway();
}
