import { createEffect, createMemo, createSignal, on } from "solid-js";
import type { TimelinePage, TimelineRow } from "../../../schema/api/holders.ts";
import type { Result } from "../../../schema/result.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { createLoad } from "../client/load.ts";

/** Whose story is told. */
export type StoryOf =
  | { readonly kind: "coupon"; readonly couponId: string }
  | { readonly kind: "wallet"; readonly residentId: string; readonly programmeId: string };

/** A holder's story, growing towards the past page by page. */
export interface Story {
  /** Undefined until the first page has come. */
  readonly rows: () => readonly TimelineRow[] | undefined;
  readonly trouble: () => Trouble | undefined;
  readonly busy: () => boolean;
  /** Reads what was before; undefined at the beginning of the story. */
  readonly onMore: () => (() => void) | undefined;
  /** Reads the newest page again, after something was done. */
  readonly reload: () => Promise<void>;
}

function readPage(of: StoryOf, after: string | undefined): Promise<Result<TimelinePage, Trouble>> {
  const query = after === undefined ? {} : { after };
  if (of.kind === "coupon")
    return api("GET holders/coupons/:id/timeline", { path: { id: of.couponId }, query });
  const { residentId, programmeId } = of;
  return api("GET holders/residents/:residentId/wallets/:programmeId/timeline", {
    path: { residentId, programmeId },
    query,
  });
}

/** Reads the story of whoever `key` names. */
export function createStory(key: () => StoryOf | undefined): Story {
  // Compared by value: whoever is named anew is not somebody else, and their story stays on the screen.
  const place = createMemo(() => {
    const now = key();
    return now && JSON.stringify(now);
  });
  const first = createLoad(place, (at) => readPage(JSON.parse(at) as StoryOf, undefined));
  const [older, setOlder] = createSignal<readonly TimelinePage[]>([]);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [busy, setBusy] = createSignal(false);
  // A newer first page ends elsewhere: what was read behind the old one would leave a gap or a double.
  createEffect(on(first.value, () => setOlder([]), { defer: true }));
  const last = () => older().at(-1) ?? first.value();
  const more = async (after: string) => {
    const of = key();
    const began = first.value();
    if (!of || busy()) return;
    setBusy(true);
    const page = await readPage(of, after);
    setBusy(false);
    if (first.value() !== began) return;
    setTrouble(page.ok ? undefined : page.error);
    if (page.ok) setOlder((before) => [...before, page.value]);
  };
  return {
    rows: () => {
      const newest = first.value();
      return newest && [newest, ...older()].flatMap((page) => page.rows);
    },
    trouble: () => first.trouble() ?? trouble(),
    busy: () => first.busy() || busy(),
    onMore: () => {
      const next = last()?.next;
      return next ? () => void more(next) : undefined;
    },
    reload: async () => {
      setTrouble(undefined);
      await first.reload();
    },
  };
}
