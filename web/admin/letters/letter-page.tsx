import { A, useParams } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import type { LetterBody } from "../../../schema/api/letters.ts";
import type { Result } from "../../../schema/result.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Note } from "../../shared/components/note.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import type { IconName } from "../../shared/icons/icons.ts";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { may } from "../session/membership.ts";
import { countText } from "./count-text.ts";
import { LetterPreview } from "./letter-preview.tsx";
import { LetterState } from "./letter-state.tsx";
import styles from "./letters.module.css";
import { t } from "./words.ts";

/** One letter: as its readers see it, how it stands, and what can be done with it (NWS-6). */
export default function LetterPage() {
  const params = useParams<{ id: string }>();
  const load = createLoad(
    () => params.id,
    (id) => api("GET letters/:id", { path: { id } }),
  );
  return (
    <>
      <header class="head">
        <A class="btn btn--icon" href="/letters" aria-label={t("back")}>
          <Icon name="back" />
        </A>
        <h1>{t("heading")}</h1>
        <Show when={load.value()}>{(one) => <LetterState state={one().state} />}</Show>
      </header>
      <Loaded load={load} value={load.value()}>
        {(one) => (
          <div class={styles.cols}>
            <LetterPreview storeName={one().storeName} title={one().title} body={one().body} />
            <section class={`card ${styles.stack}`}>
              <Standing of={one()} />
              <Counts of={one()} />
              <Acts of={one()} onMoved={load.take} />
            </section>
          </div>
        )}
      </Loaded>
    </>
  );
}

/** Who wrote, asked and decided, when and why. */
function Standing(props: { of: LetterBody }) {
  const of = () => props.of;
  const decided = () => {
    if (of().state === "sent") return t("sentBy");
    return of().state === "withdrawn" ? t("withdrawnBy") : t("refusedBy");
  };
  return (
    <>
      <Show when={of().state === "waiting"}>
        <Note>{t(may("letter.write") ? "waitingNote" : "decideNote")}</Note>
      </Show>
      <Show when={of().reason}>
        {(reason) => (
          <Note tone="warn">
            <p class="strong">{t(of().state === "withdrawn" ? "withdrawnWhy" : "refusedWhy")}</p>
            <p>{reason()}</p>
          </Note>
        )}
      </Show>
      <dl class="lines">
        <div>
          <dt>{t("store")}</dt>
          <dd>
            {of().storeName}（{of().organisationName}）
          </dd>
        </div>
        <Deed word={t("writtenBy")} by={of().createdBy} atMs={of().createdAtMs} />
        <Show when={of().proposedAtMs}>
          {(atMs) => <Deed word={t("proposedBy")} by={of().proposedBy} atMs={atMs()} />}
        </Show>
        <Show when={of().decidedAtMs}>
          {(atMs) => <Deed word={decided()} by={of().decidedBy} atMs={atMs()} />}
        </Show>
      </dl>
    </>
  );
}

function Deed(props: { word: string; by: string | null; atMs: number }) {
  return (
    <div>
      <dt>{props.word}</dt>
      <dd>
        {props.by} <DateTime atMs={props.atMs} />
      </dd>
    </div>
  );
}

function Counts(props: { of: LetterBody }) {
  return (
    <Show when={props.of.counts}>
      {(counts) => (
        <>
          <dl class="figures">
            <For
              each={
                [
                  [t("delivered"), counts().delivered],
                  [t("read"), counts().read],
                ] as const
              }
            >
              {([word, count]) => (
                <div>
                  <dt>{word}</dt>
                  <dd>{countText(count)}</dd>
                </div>
              )}
            </For>
          </dl>
          <p class="quiet small">{t("countsHint")}</p>
        </>
      )}
    </Show>
  );
}

type Move = "propose" | "takeBack" | "send" | "refuse" | "withdraw" | "giveUp";

/** What each move asks and does. A refusal and a withdrawal say why: the other side reads it. */
const MOVES: {
  readonly [M in Move]: {
    readonly icon: IconName;
    readonly tone?: "primary" | "danger";
    readonly reasonHint?: `${"refuse" | "withdraw" | "giveUp"}.reasonHint`;
    readonly act: (of: LetterBody, reason: string) => Promise<Result<LetterBody, Trouble>>;
  };
} = {
  propose: {
    icon: "mail",
    tone: "primary",
    act: ({ letterId, version }) =>
      api("POST letters/:id/proposal", { path: { id: letterId }, body: { version } }),
  },
  takeBack: {
    icon: "undo",
    act: ({ letterId }) => api("POST letters/:id/take-back", { path: { id: letterId } }),
  },
  send: {
    icon: "check",
    tone: "primary",
    act: ({ letterId, version }) =>
      api("POST letters/:id/decision", { path: { id: letterId }, body: { version, decision: "sent" } }),
  },
  refuse: {
    icon: "close",
    tone: "danger",
    reasonHint: "refuse.reasonHint",
    act: ({ letterId, version }, reason) =>
      api("POST letters/:id/decision", {
        path: { id: letterId },
        body: { version, decision: "refused", reason },
      }),
  },
  withdraw: { icon: "close", tone: "danger", reasonHint: "withdraw.reasonHint", act: withdraw },
  giveUp: { icon: "close", tone: "danger", reasonHint: "giveUp.reasonHint", act: withdraw },
};

function withdraw({ letterId }: LetterBody, reason: string) {
  return api("POST letters/:id/withdrawal", { path: { id: letterId }, body: { reason } });
}

/** The moves that whoever looks may make now. */
function movesOf({ state }: LetterBody): readonly Move[] {
  const [writes, decides] = [may("letter.write"), may("notice.manage")];
  if (state === "waiting") return [...(writes ? ["takeBack" as const] : []), ...(decides ? DECISIONS : [])];
  if (state === "sent") return writes || decides ? ["withdraw"] : [];
  if (!writes || state === "withdrawn") return [];
  return state === "draft" ? ["propose", "giveUp"] : ["giveUp"];
}
const DECISIONS: readonly Move[] = ["send", "refuse"];

function Acts(props: { of: LetterBody; onMoved: (one: LetterBody) => void }) {
  const [asked, setAsked] = createSignal<Move>();
  const edits = () => may("letter.write") && (props.of.state === "draft" || props.of.state === "refused");
  const act = async (move: Move, reason: string) => {
    const answer = await MOVES[move].act(props.of, reason);
    if (!answer.ok) return answer.error;
    props.onMoved(answer.value);
    return undefined;
  };
  return (
    <Show when={edits() || movesOf(props.of).length > 0}>
      <div class="press">
        <Show when={edits()}>
          <A class={buttonClass({})} href={`/letters/${props.of.letterId}/edit`}>
            {t("edit")}
          </A>
        </Show>
        <For each={movesOf(props.of)}>
          {(move) => (
            <Button tone={MOVES[move].tone} icon={MOVES[move].icon} onPress={() => setAsked(move)}>
              {t(`${move}.do`)}
            </Button>
          )}
        </For>
        <Show when={asked()} keyed>
          {(move) => (
            <MoveDialog move={move} act={(reason) => act(move, reason)} onClose={() => setAsked(undefined)} />
          )}
        </Show>
      </div>
    </Show>
  );
}

function MoveDialog(props: {
  move: Move;
  act: (reason: string) => Promise<Trouble | undefined>;
  onClose: () => void;
}) {
  const { move } = props;
  const { tone, reasonHint } = MOVES[move];
  return (
    <ReasonDialog
      danger={tone === "danger"}
      words={{
        title: t(`${move}.title`),
        text: t(`${move}.text`),
        confirm: t(`${move}.do`),
        busy: t("working"),
        keep: t("keep"),
        ...(reasonHint
          ? { reason: { label: t("reason"), hint: t(reasonHint), missing: t("reasonMissing") } }
          : {}),
      }}
      act={props.act}
      onClose={props.onClose}
    />
  );
}
