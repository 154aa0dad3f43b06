import { createSignal } from "solid-js";
import type { ResidentInboxPage } from "../../schema/api/notices.ts";
import { api } from "../../web/shared/client/api.ts";
import { online } from "../../web/shared/client/online.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { clearMutes } from "../letters/mutes-store.ts";

const PAGE_ROWS = 20;

const [page, setPage] = createSignal<ResidentInboxPage>();
const [unread, setUnread] = createSignal(0);
const [failed, setFailed] = createSignal<Trouble>();
const [opened, setOpened] = createSignal<ReadonlySet<string>>(new Set());
const [busy, setBusy] = createSignal(false);
let turn = 0;

/** What happened to this resident's Pays, and notices of their secretariats; undefined before the first answer. */
export const notices = () => page()?.rows;
/** How many of them were not read. */
export const unreadNotices = unread;
export const noticesBusy = busy;

/** Why they could not be read; undefined while offline, which has words of its own. */
export function noticesTrouble(): Trouble | undefined {
  return online() ? failed() : undefined;
}

/** Asks how many are unread, for the bell on the home screen; says nothing where that fails. */
export async function loadUnread(): Promise<void> {
  const mine = turn;
  const answer = await api("GET residents/inbox", { query: { limit: 1 } });
  if (answer.ok && mine === turn) setUnread(answer.value.unread);
}

/** Reads the newest page, or the one after those that are there. */
export async function loadNotices(older = false): Promise<void> {
  const before = older ? page() : undefined;
  if (busy() || (older && !before?.next)) return;
  const mine = turn;
  setBusy(true);
  const answer = await api("GET residents/inbox", {
    query: { limit: PAGE_ROWS, ...(before?.next ? { after: before.next } : {}) },
  });
  setBusy(false);
  if (mine !== turn) return;
  setFailed(answer.ok ? undefined : answer.error);
  if (!answer.ok) return;
  setUnread(answer.value.unread);
  setPage({ ...answer.value, rows: [...(before?.rows ?? []), ...answer.value.rows] });
  if (!older) await lookedAt(answer.value);
}

/** News have no text to open: being on the screen is being seen (PSH-1). What is marked as new stays so until the next time. */
async function lookedAt({ rows }: ResidentInboxPage): Promise<void> {
  const newest = rows.flatMap((row) => ("isNew" in row && row.isNew ? [row] : []))[0];
  if (newest === undefined) return;
  const mine = turn;
  const answer = await api("POST residents/inbox/looked", { body: { upToMs: newest.atMs } });
  if (answer.ok && mine === turn) setUnread(answer.value.unread);
}

/** The way to older ones; undefined where there are none. */
export function olderNotices(): (() => void) | undefined {
  return page()?.next ? () => void loadNotices(true) : undefined;
}

type Told = Extract<ResidentInboxPage["rows"][number], { readonly kind: "notice" | "letter" }>;
const idOf = (row: Told) => (row.kind === "letter" ? row.letterId : row.noticeId);

/** Whether a notice or a letter was read; what was opened just now counts, whether or not the system has heard of it. */
export function isRead(row: Told): boolean {
  return row.read || opened().has(idOf(row));
}

/** Notes that a notice or a letter was opened; told again another time where the network is gone (NOT-2, NWS-7). */
export async function openedNotice(row: Told): Promise<void> {
  const id = idOf(row);
  // The rows themselves stay as they are: a new row would be drawn anew, and close under the reader's eyes.
  setOpened((before) => new Set([...before, id]));
  const answer = await (row.kind === "letter"
    ? api("POST residents/letters/:id/read", { path: { id } })
    : api("POST residents/inbox/:id/read", { path: { id }, body: {} }));
  if (answer.ok) setUnread(answer.value.unread);
}

/** Forgets everything: somebody else may sign in on this phone. */
export function clearNotices(): void {
  turn++;
  setPage(undefined);
  setOpened(new Set<string>());
  setUnread(0);
  setFailed(undefined);
  clearMutes();
}
