import { Navigate, useNavigate, useParams } from "@solidjs/router";
import { createResource, Show } from "solid-js";
import { Waiting } from "../frame/waiting.tsx";
import { t } from "../i18n/words.ts";
import { LiveScreen } from "./live-screen.tsx";
import { closePaid, findPaid, isLive } from "./paid-store.ts";

/** After a payment: the live screen for three minutes, then the history. */
export default function PaidPage() {
  const params = useParams<{ operationId: string }>();
  const navigate = useNavigate();
  const [paid] = createResource(() => params.operationId, findPaid);
  const live = () => {
    const one = paid();
    return one && isLive(one.receipt.atMs) ? one : undefined;
  };
  const close = (programmeId: string) => {
    closePaid();
    navigate(`/wallet/history?pay=${programmeId}`, { replace: true });
  };
  return (
    <Show
      when={!paid.loading}
      fallback={
        <div class="phone">
          <main class="phone__body">
            <Waiting text={t("happenedChecking")} />
          </main>
        </div>
      }
    >
      <Show when={live()} fallback={<Navigate href="/wallet/history" />}>
        {(one) => <LiveScreen paid={one()} onClose={() => close(one().pay.programmeId)} />}
      </Show>
    </Show>
  );
}
