import { A } from "@solidjs/router";
import { createMemo, createSignal, For, Show } from "solid-js";
import type { Missing, Moves, Programme } from "../../../schema/api/programmes.ts";
import type { Capability } from "../../../schema/api/staff.ts";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { DialogFoot } from "../../shared/components/dialog-foot.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { createLoad } from "../client/load.ts";
import { may } from "../session/membership.ts";
import styles from "./programmes.module.css";
import { StateBadge } from "./state-badge.tsx";
import { t } from "./words.ts";

type Move = Moves["moves"][number];

const STATE_WORDS = {
  draft: "stateDraft",
  approved: "stateApproved",
  open: "stateOpen",
  closed: "stateClosed",
  settled: "stateSettled",
} as const;
const MOVE_WORDS = {
  draft: "toDraft",
  approved: "toApproved",
  open: "toOpen",
  closed: "toClosed",
  settled: "toSettled",
} as const;
const MISSING_WORDS: Readonly<Record<Missing["code"], Parameters<typeof t>[0]>> = {
  ended: "missEnded",
  "not-ended": "missNotEnded",
  registration: "missRegistration",
  "beyond-six-months": "missSixMonths",
  "legal-notice": "missLegal",
  contact: "missContact",
  privacy: "missPrivacy",
  deposit: "missDeposit",
  allotment: "missAllotment",
  stores: "missStores",
  "live-money": "missLive",
  "unfinished-issues": "missIssues",
  "unfinished-grants": "missGrants",
  "unpaid-stores": "missUnpaid",
};

/** Where what is missing can be put right, for whoever may; the rest is in the design itself, or a matter of time. */
const WAYS: Readonly<
  Partial<
    Record<
      Missing["code"],
      {
        readonly word: Parameters<typeof t>[0];
        readonly may: Capability;
        readonly href: (id: string) => string;
      }
    >
  >
> = {
  "legal-notice": { word: "goLegal", may: "region.manage", href: () => "/region?page=legal-notice" },
  contact: { word: "goContact", may: "region.manage", href: () => "/region" },
  deposit: { word: "goDeposit", may: "fund.manage", href: (id) => `/fund/${id}` },
  allotment: { word: "goAllotment", may: "fund.manage", href: (id) => `/fund/${id}/allotments` },
  stores: { word: "goStores", may: "import.manage", href: () => "/imports" },
};

/** Where a programme stands, where it can go from here, and what is missing for it (PRG-3). */
export function MovesCard(props: { programme: Programme; onMoved: (programme: Programme) => void }) {
  const key = () => `${props.programme.programmeId} ${props.programme.state} ${props.programme.version}`;
  const load = createLoad(key, () =>
    api("GET programmes/:id/moves", { path: { id: props.programme.programmeId } }),
  );
  const [asked, setAsked] = createSignal<Move>();
  const word = (move: Move) =>
    props.programme.state === "closed" && move.to === "open" ? t("reopen") : t(MOVE_WORDS[move.to]);
  return (
    <section class={`card ${styles.stack}`}>
      <h2 class="card__title">{t("next")}</h2>
      <p class="row">
        <StateBadge state={props.programme.state} />
        <span>{t(STATE_WORDS[props.programme.state])}</span>
      </p>
      <Show when={load.trouble()}>
        {(why) => <ProblemNote code={why().code} onRetry={() => void load.reload()} />}
      </Show>
      <Show when={load.value()} fallback={<Show when={!load.trouble()}>{<GreyRows />}</Show>}>
        {(moves) => (
          <For each={moves().moves} fallback={<p class="quiet">{t("nothingNext")}</p>}>
            {(move) => (
              <MoveRow
                move={move}
                word={word(move)}
                programmeId={props.programme.programmeId}
                onPress={() => setAsked(move)}
              />
            )}
          </For>
        )}
      </Show>
      <Show when={asked()}>
        {(move) => (
          <MoveDialog
            move={move()}
            word={word(move())}
            programmeId={props.programme.programmeId}
            onMoved={(programme) => {
              setAsked(undefined);
              props.onMoved(programme);
            }}
            onClose={() => setAsked(undefined)}
          />
        )}
      </Show>
    </section>
  );
}

function MoveRow(props: { move: Move; word: string; programmeId: string; onPress: () => void }) {
  const blocking = createMemo(() => props.move.missing.filter((each) => each.blocks));
  const advice = createMemo(() => props.move.missing.filter((each) => !each.blocks));
  const because = () => {
    if (!props.move.may) return t("needsNoRight");
    return blocking().length > 0 ? t("missing") : undefined;
  };
  return (
    <div class={styles.move}>
      <Button
        tone={props.move.to === "draft" || props.move.reasonRequired ? "neutral" : "primary"}
        blockedBecause={because()}
        quietReason={props.move.may}
        onPress={() => props.onPress()}
      >
        {props.word}
      </Button>
      <Show when={blocking().length > 0}>
        <Note tone="warn">
          <MissingList title={t("missing")} items={blocking()} programmeId={props.programmeId} />
        </Note>
      </Show>
      <Show when={advice().length > 0}>
        <Note>
          <MissingList title={t("advice")} items={advice()} programmeId={props.programmeId} />
        </Note>
      </Show>
    </div>
  );
}

function MissingList(props: { title: string; items: readonly Missing[]; programmeId: string }) {
  return (
    <>
      <p class="strong">{props.title}</p>
      <ul class={styles.missing}>
        <For each={props.items}>
          {(each) => (
            <li>
              {t(MISSING_WORDS[each.code])} <Way code={each.code} programmeId={props.programmeId} />
            </li>
          )}
        </For>
      </ul>
    </>
  );
}

function Way(props: { code: Missing["code"]; programmeId: string }) {
  const way = () => {
    const known = WAYS[props.code];
    return known && may(known.may) ? known : undefined;
  };
  return <Show when={way()}>{(one) => <A href={one().href(props.programmeId)}>{t(one().word)}</A>}</Show>;
}

function MoveDialog(props: {
  move: Move;
  word: string;
  programmeId: string;
  onMoved: (programme: Programme) => void;
  onClose: () => void;
}) {
  const [reason, setReason] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const lacksReason = () => props.move.reasonRequired && reason().trim() === "";
  const send = async () => {
    setTried(true);
    if (busy() || lacksReason()) return;
    setBusy(true);
    setTrouble(undefined);
    const said = reason().trim();
    const answer = await api("POST programmes/:id/state", {
      path: { id: props.programmeId },
      body: { to: props.move.to, ...(said === "" ? {} : { reason: said }) },
    });
    // Which programmes the other screens are about goes by their states: they know it before anything leads there.
    if (answer.ok) await staffSession.load();
    setBusy(false);
    if (answer.ok) props.onMoved(answer.value);
    else setTrouble(answer.error);
  };
  return (
    <Dialog
      open
      title={t("sure", { what: props.word })}
      held={busy()}
      onClose={() => props.onClose()}
      foot={
        <DialogFoot
          keep={t("back")}
          confirm={props.word}
          busyLabel={t("moving")}
          busy={busy()}
          onKeep={props.onClose}
          onConfirm={() => void send()}
        />
      }
    >
      <p>{t(STATE_WORDS[props.move.to])}</p>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <Show when={props.move.reasonRequired}>
        <TextField
          label={t("reason")}
          hint={t("reasonHint")}
          required
          maxlength={500}
          value={reason()}
          onInput={setReason}
          error={tried() && lacksReason() ? t("reasonMissing") : undefined}
        />
      </Show>
    </Dialog>
  );
}
