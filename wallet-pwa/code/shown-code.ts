import { createSignal, onCleanup } from "solid-js";
import type { ShownCode } from "../../schema/api/payment-codes.ts";
import type { PaymentReply } from "../../schema/api/payments.ts";
import type { WalletBody } from "../../schema/api/wallets.ts";
import type { OperationId, ProgrammeId } from "../../schema/ids.ts";
import { PAYMENT_CODE_OVERLAP_MS } from "../../schema/payment-code.ts";
import { api } from "../../web/shared/client/api.ts";
import { newOperationId } from "../../web/shared/client/operation-store.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";

/** How often the system is asked whether a shop has taken the code. */
const ASK_EVERY_MS = 2_000;

type Code = ShownCode & { readonly operationId: OperationId };

/**
 * The code on the screen: made anew before its time is over and after a refusal, ended when the screen is left or hidden.
 * `onPaid` is called once, with the first payment that a shop took by any code of this screen.
 */
export function createShownCode(options: {
  readonly wallet: () => WalletBody | undefined;
  readonly onPaid: (payment: PaymentReply) => void;
}) {
  const [code, setCode] = createSignal<Code>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [refused, setRefused] = createSignal(false);
  /** The codes that a shop may still be paying by: the one shown and the one it followed. */
  let open: readonly Code[] = [];
  let making = false;
  let over = false;

  const show = async () => {
    const wallet = options.wallet();
    if (!wallet || making || over) return;
    making = true;
    const operationId = newOperationId(wallet.idTail);
    const answer = await api("POST wallets/:programmeId/codes", {
      path: { programmeId: wallet.pay.programmeId },
      body: { operationId },
    });
    making = false;
    if (over) return;
    if (!answer.ok) {
      setTrouble(answer.error);
      if (code() && serverNow() >= (code()?.expiresAtMs ?? 0)) setCode(undefined);
      return;
    }
    setTrouble(undefined);
    const fresh = { ...answer.value, operationId };
    open = [fresh, ...open.slice(0, 1)];
    setCode(fresh);
  };

  const look = async () => {
    const wallet = options.wallet();
    if (!wallet || over || document.hidden) return;
    const now = code();
    if (!now) return void show();
    for (const each of open) {
      const answer = await api("GET wallets/:programmeId/codes/:operationId", {
        path: { programmeId: wallet.pay.programmeId, operationId: each.operationId },
      });
      if (over) return;
      if (!answer.ok) return;
      if (answer.value.state === "paid") {
        over = true;
        return options.onPaid(answer.value.payment);
      }
      if (answer.value.state === "refused" && each === open[0]) {
        setRefused(true);
        return void show();
      }
    }
    if (serverNow() > now.expiresAtMs - PAYMENT_CODE_OVERLAP_MS) void show();
  };

  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void look().finally(() => {
      looking = false;
    });
  }, ASK_EVERY_MS);

  /** A code that nobody looks at any more is over; what a shop is paying by at this moment is told as ever. */
  const putAway = (programmeId: ProgrammeId | undefined) => {
    const shown = code();
    setCode(undefined);
    if (shown && programmeId)
      void api("DELETE wallets/:programmeId/codes/:operationId", {
        path: { programmeId, operationId: shown.operationId },
      });
  };
  const seen = () => {
    if (document.hidden) putAway(options.wallet()?.pay.programmeId);
    else void look();
  };
  document.addEventListener("visibilitychange", seen);
  onCleanup(() => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", seen);
    const paid = over;
    over = true;
    if (!paid) putAway(options.wallet()?.pay.programmeId);
  });

  return { code, trouble, refused, show };
}
