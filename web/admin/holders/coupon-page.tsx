import { useParams } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import type { HolderReply, TimelineRow } from "../../../schema/api/holders.ts";
import { ok } from "../../../schema/result.ts";
import { api } from "../../shared/client/api.ts";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { wearFace } from "../frame/worn-face.ts";
import { ActionsCard } from "./actions-card.tsx";
import { AnswersCard } from "./answers-card.tsx";
import { CouponCard } from "./coupon-card.tsx";
import { takeFound } from "./found.ts";
import { couponState } from "./holder-state.ts";
import styles from "./holders.module.css";
import { IdentityCard, QUESTIONS, type Question } from "./identity-card.tsx";
import { lastRefusal } from "./last-refusal.ts";
import { RefundDialog } from "./refund-dialog.tsx";
import { SearchBar } from "./search-bar.tsx";
import { createStory } from "./story.ts";
import { StoryCard } from "./story-card.tsx";
import { t } from "./words.ts";

/** A paper coupon while its holder is on the telephone: what it is, what happened, what to say, what to do. */
export default function CouponPage() {
  const params = useParams<{ id: string }>();
  const load = createLoad<string, HolderReply>(
    () => params.id,
    async (couponId) => {
      const found = takeFound(couponId);
      return found ? ok(found) : api("POST holders", { body: { couponId } });
    },
  );
  const reply = () => {
    const value = load.value();
    return value?.kind === "coupon" ? value : undefined;
  };
  wearFace(() => reply()?.coupon.pay.face);
  return (
    <>
      <SearchBar />
      <Loaded load={load} value={reply()}>
        {(found) => <Coupon reply={found()} onReload={() => void load.reload()} />}
      </Loaded>
    </>
  );
}

function Coupon(props: { reply: Extract<HolderReply, { kind: "coupon" }>; onReload: () => void }) {
  const story = createStory(() => ({ kind: "coupon", couponId: props.reply.couponId }));
  const holder = createMemo(() => couponState(props.reply));
  const [answered, setAnswered] = createSignal<ReadonlySet<Question>>(new Set());
  const [refunding, setRefunding] = createSignal<TimelineRow>();
  const subject = createMemo(() => ({
    holder: holder(),
    pay: props.reply.coupon.pay,
    idTail: props.reply.coupon.idTail as string,
    handle: props.reply.coupon.handle,
    name: { kind: "coupon" as const, couponId: props.reply.couponId },
  }));
  const tick = (question: Question, yes: boolean) =>
    setAnswered(
      (before) => new Set(yes ? [...before, question] : [...before].filter((one) => one !== question)),
    );
  /** What goes into the log beside the reason. */
  const asked = () =>
    answered().size === QUESTIONS.length
      ? t("asked", { what: QUESTIONS.map((question) => t(question)).join("・") })
      : null;
  const done = () => {
    props.onReload();
    void story.reload();
  };
  return (
    <div class={styles.cols}>
      <CouponCard reply={props.reply} holder={holder()} onShown={() => void story.reload()} />
      <StoryCard
        story={story}
        holder="coupon"
        unit={props.reply.coupon.pay.unitWord}
        onRefund={setRefunding}
      />
      <div class={styles.side}>
        <IdentityCard answered={answered()} onChange={tick} />
        <AnswersCard
          holder={holder()}
          unit={props.reply.coupon.pay.unitWord}
          lastRefusal={lastRefusal(story.rows() ?? [])}
          step="2"
        />
        <ActionsCard subject={subject()} asked={asked()} step="3" onDone={done} />
      </div>
      <Show when={refunding()} keyed>
        {(row) => (
          <RefundDialog subject={subject()} row={row} onDone={done} onClose={() => setRefunding(undefined)} />
        )}
      </Show>
    </div>
  );
}
