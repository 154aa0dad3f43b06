import { createSignal } from "solid-js";
import type { HandOverListReply } from "../../../schema/api/issue-lists.ts";
import type { Result } from "../../../schema/result.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import type { RowRange } from "./row-range.ts";

/**
 * Hands the stays of a list over, so many with each request until none of the chosen is left. What was handed over stays
 * so when it breaks off; pressing again goes on with the rest (ISS-12).
 */
export function createListHandOver(listId: () => string, onHandedOver: () => void) {
  const [busy, setBusy] = createSignal(false);
  const [handed, setHanded] = createSignal(0);
  const [left, setLeft] = createSignal<HandOverListReply["left"]>([]);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [ended, setEnded] = createSignal(false);
  let chosen: RowRange = {};

  const run = async (range: RowRange): Promise<void> => {
    if (busy()) return;
    chosen = range;
    setBusy(true);
    setHanded(0);
    setLeft([]);
    setTrouble(undefined);
    setEnded(false);
    let rest: RowRange | null = range;
    while (rest !== null) {
      const answer: Result<HandOverListReply, Trouble> = await api("POST issue-lists/:id/hand-over", {
        path: { id: listId() },
        body: rest,
      });
      if (!answer.ok) {
        setTrouble(answer.error);
        break;
      }
      const { next }: HandOverListReply = answer.value;
      setHanded(handed() + answer.value.handed);
      setLeft([...left(), ...answer.value.left]);
      rest = next === null ? null : { ...range, fromRow: next };
      setEnded(next === null);
    }
    setBusy(false);
    onHandedOver();
  };
  return { busy, handed, left, trouble, ended, run, again: () => run(chosen) };
}
export type ListHandOver = ReturnType<typeof createListHandOver>;
