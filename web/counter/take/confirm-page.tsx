import { Navigate } from "@solidjs/router";
import { Match, Show, Switch } from "solid-js";
import { to } from "../frame/addresses.ts";
import { useShop } from "../home/shop.tsx";
import { Amount } from "./amount.tsx";
import { refusalOf } from "./refusal.ts";
import { Refused } from "./refused.tsx";
import { take } from "./take-store.ts";

/** The coupon on the counter: what stands against it, or the price and what of it the coupon pays. */
export function ConfirmPage() {
  const shop = useShop();
  return (
    <Show when={take.held()} fallback={<Navigate href={to.scan} />} keyed>
      {(inspected) => (
        <Switch fallback={<Amount inspected={inspected} />}>
          <Match when={shop.till().store.state === "suspended"}>
            <Refused inspected={inspected} code="store-suspended" />
          </Match>
          <Match when={refusalOf(inspected)}>
            {(code) => <Refused inspected={inspected} code={code()} />}
          </Match>
        </Switch>
      )}
    </Show>
  );
}
