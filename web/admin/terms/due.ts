import { createSignal } from "solid-js";
import type { TermsDue } from "../../../schema/api/staff.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { staffSession } from "../../shared/client/session.ts";

/** What the banner's button opened; null while nobody reads anything. */
const [reading, setReading] = createSignal<string | null>(null);

/** Opens one of the terms that wait, or closes them. */
export const readTerms = setReading;

/** Terms that wait to be accepted, the most urgent first. Reactive. */
export function termsDue(): readonly TermsDue[] {
  return staffSession.me()?.termsDue ?? [];
}

/** What must be read now: overdue, or opened by hand. Reactive. */
export function termsToRead(): TermsDue | undefined {
  const due = termsDue();
  return due.find((one) => one.blocksFromMs <= serverNow()) ?? due.find((one) => one.termsId === reading());
}

/** Whether the office waits for them (ORG-5). */
export function isOverdue(one: TermsDue): boolean {
  return one.blocksFromMs <= serverNow();
}
