import { createSignal } from "solid-js";
import type { StoredOperation } from "../../shared/client/operation-store.ts";
import { staffSession } from "../../shared/client/session.ts";
import {
  type AdminCommand,
  type AdminEnding,
  type AdminReply,
  operationScope,
  runAgain,
  runCommand,
} from "./admin-commands.ts";

/** One command of a screen from press to end: at most one at a time, and its end in words. */
export interface CommandRunner<Reply extends AdminReply> {
  readonly busy: () => boolean;
  /** The reply is late, and the same request is on its way again. */
  readonly asking: () => boolean;
  /** The last command's end; undefined before the first and while one runs. */
  readonly ending: () => AdminEnding<Reply> | undefined;
  /** The command whose end is shown. */
  readonly operation: () => StoredOperation | undefined;
  readonly run: (
    operation: StoredOperation,
    command: AdminCommand,
  ) => Promise<AdminEnding<Reply> | undefined>;
  /** Learns the end of a command that was left unknown or pending. */
  readonly again: () => Promise<AdminEnding<Reply> | undefined>;
  readonly clear: () => void;
}

/** A runner for commands answered by `Reply`; a second press while one runs does nothing. */
export function createCommandRunner<Reply extends AdminReply>(): CommandRunner<Reply> {
  const [busy, setBusy] = createSignal(false);
  const [asking, setAsking] = createSignal(false);
  const [ending, setEnding] = createSignal<AdminEnding<Reply>>();
  const [operation, setOperation] = createSignal<StoredOperation>();

  const follow = async (work: (scope: string) => Promise<AdminEnding<Reply>>) => {
    const me = staffSession.me();
    if (busy() || !me) return undefined;
    setBusy(true);
    setEnding(undefined);
    const end = await work(operationScope(me.staffId));
    setBusy(false);
    setAsking(false);
    setEnding(() => end);
    return end;
  };
  return {
    busy,
    asking,
    ending,
    operation,
    run: (next, command) =>
      follow((scope) => {
        setOperation(next);
        return runCommand<Reply>(scope, next, command, () => setAsking(true));
      }),
    again: async () => {
      const now = operation();
      if (!now) return undefined;
      return follow((scope) => {
        setAsking(true);
        return runAgain(scope, now) as Promise<AdminEnding<Reply>>;
      });
    },
    clear: () => setEnding(undefined),
  };
}
