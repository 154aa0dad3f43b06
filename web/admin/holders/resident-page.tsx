import { useParams } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import type { HolderReply, TimelineRow } from "../../../schema/api/holders.ts";
import { ok } from "../../../schema/result.ts";
import { api } from "../../shared/client/api.ts";
import { FaceHead } from "../../shared/components/face.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { Ticket, TicketPart } from "../../shared/components/ticket.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { wearFace } from "../frame/worn-face.ts";
import { may } from "../session/membership.ts";
import { ActionsCard } from "./actions-card.tsx";
import { AnswersCard } from "./answers-card.tsx";
import { AskErasure } from "./ask-erasure.tsx";
import { takeFound } from "./found.ts";
import { walletState } from "./holder-state.ts";
import styles from "./holders.module.css";
import { lastRefusal } from "./last-refusal.ts";
import { LotLines } from "./lot-lines.tsx";
import { NumberChecksCard } from "./number-checks-card.tsx";
import { RefundDialog } from "./refund-dialog.tsx";
import { SearchBar } from "./search-bar.tsx";
import { StartNumberCheck } from "./start-number-check.tsx";
import { createStory } from "./story.ts";
import { StoryCard } from "./story-card.tsx";
import { t } from "./words.ts";

type Resident = Extract<HolderReply, { kind: "resident" }>;
type Wallet = Resident["wallets"][number];

/** A resident's Pays of this region (S23), one at a time, with everything that happened in it. */
export default function ResidentPage() {
  const params = useParams<{ id: string }>();
  const load = createLoad<string, HolderReply>(
    () => params.id,
    async (residentId) => {
      const found = takeFound(residentId);
      return found ? ok(found) : api("POST holders", { body: { residentId } });
    },
  );
  const resident = () => {
    const value = load.value();
    return value?.kind === "resident" ? value : undefined;
  };
  const [chosen, setChosen] = createSignal<string>();
  const [turn, setTurn] = createSignal(0);
  const wallet = createMemo(() => {
    const all = resident()?.wallets ?? [];
    return all.find((one) => one.programmeId === chosen()) ?? all[0];
  });
  wearFace(() => wallet()?.pay.face);
  return (
    <>
      <SearchBar />
      <Loaded load={load} value={resident()}>
        {(found) => (
          <Show when={wallet()}>
            {(now) => (
              <div class={styles.cols}>
                <div class={styles.side}>
                  <Who resident={found()} onStarted={() => setTurn(turn() + 1)} />
                  <Wallets all={found().wallets} chosen={now()} onChoose={setChosen} />
                </div>
                <WalletStory resident={found()} wallet={now()} onReload={() => void load.reload()} />
              </div>
            )}
          </Show>
        )}
      </Loaded>
      <Show when={may("holder.personal") && resident()}>
        {(found) => <NumberChecksCard residentId={found().residentId} turn={turn()} />}
      </Show>
    </>
  );
}

function Who(props: { resident: Resident; onStarted: () => void }) {
  return (
    <section class="card">
      <h2 class="card__title">{t("resident")}</h2>
      <p>
        {props.resident.phoneEnd
          ? t("phoneEnd", { end: props.resident.phoneEnd })
          : t(props.resident.numberReleased ? "phoneReleased" : "phoneErased")}
      </p>
      <Show when={props.resident.frozen}>
        <Note tone="danger" icon="lock">
          {t("residentFrozen")}
        </Note>
      </Show>
      <Show when={may("holder.personal") && (props.resident.phoneEnd || props.resident.numberReleased)}>
        <div class={`stack ${styles.acts}`}>
          <AskErasure residentId={props.resident.residentId} />
          <StartNumberCheck residentId={props.resident.residentId} onDone={props.onStarted} />
        </div>
      </Show>
    </section>
  );
}

/** One of the Pays; where there are more, which one is a choice. */
function Wallets(props: { all: readonly Wallet[]; chosen: Wallet; onChoose: (programmeId: string) => void }) {
  return (
    <>
      <Show when={props.all.length > 1}>
        <SelectField
          label={t("walletChoice")}
          value={props.chosen.programmeId as string}
          options={props.all.map((one) => ({ value: one.programmeId as string, label: one.pay.payName }))}
          onChange={props.onChoose}
        />
      </Show>
      <Ticket label={props.chosen.pay.payName}>
        <FaceHead
          face={props.chosen.pay.face}
          name={props.chosen.pay.payName}
          second={props.chosen.pay.programmeName}
          frozen={props.chosen.frozen}
        >
          <p class={styles.balance}>
            {t("balanceNow")}
            <br />
            <Yen amount={props.chosen.spendableYen} unit={props.chosen.pay.unitWord} size="l" />
          </p>
        </FaceHead>
        <TicketPart>
          <Show when={props.chosen.lots.length > 0} fallback={<p class="quiet">{t("walletEmpty")}</p>}>
            <LotLines lots={props.chosen.lots} unit={props.chosen.pay.unitWord} always />
          </Show>
        </TicketPart>
      </Ticket>
    </>
  );
}

/** What happened in one Pay, what to say, and what to do. */
function WalletStory(props: { resident: Resident; wallet: Wallet; onReload: () => void }) {
  const name = createMemo(() => ({
    kind: "wallet" as const,
    residentId: props.resident.residentId,
    programmeId: props.wallet.programmeId as string,
  }));
  const story = createStory(name);
  const holder = createMemo(() => walletState(props.wallet));
  const [refunding, setRefunding] = createSignal<TimelineRow>();
  const subject = createMemo(() => ({
    holder: holder(),
    pay: props.wallet.pay,
    idTail: props.wallet.idTail as string,
    handle: props.wallet.handle,
    name: name(),
  }));
  const done = () => {
    props.onReload();
    void story.reload();
  };
  return (
    <>
      <StoryCard story={story} holder="wallet" unit={props.wallet.pay.unitWord} onRefund={setRefunding} />
      <div class={styles.side}>
        <AnswersCard
          holder={holder()}
          unit={props.wallet.pay.unitWord}
          lastRefusal={lastRefusal(story.rows() ?? [])}
        />
        <ActionsCard subject={subject()} asked={null} onDone={done} />
      </div>
      <Show when={refunding()} keyed>
        {(row) => (
          <RefundDialog subject={subject()} row={row} onDone={done} onClose={() => setRefunding(undefined)} />
        )}
      </Show>
    </>
  );
}
