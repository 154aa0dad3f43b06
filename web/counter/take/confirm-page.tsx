import { Navigate } from "@solidjs/router";
import { Match, Show, Switch } from "solid-js";
import { to } from "../frame/addresses.ts";
import { useShop } from "../home/shop.tsx";
import { Amount } from "./amount.tsx";
import { refusalOf } from "./refusal.ts";
import { Refused } from "./refused.tsx";
import { take } from "./take-store.ts";

/** What lies on the counter: what stands against it, or the price and what of it the coupon or wallet pays. */
export function ConfirmPage() {
  const shop = useShop();
  return (
    <Show when={take.held()} fallback={<Navigate href={to.scan} />} keyed>
      {(held) => (
        <Switch fallback={<Amount held={held} />}>
          <Match when={shop.till().store.state === "suspended"}>
            <Refused held={held} code="store-suspended" />
          </Match>
          <Match when={refusalOf(held)}>{(code) => <Refused held={held} code={code()} />}</Match>
        </Switch>
      )}
    </Show>
  );
}
