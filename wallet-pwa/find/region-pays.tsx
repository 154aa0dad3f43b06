import { createEffect, For, on, Show } from "solid-js";
import type { RegionId } from "../../schema/ids.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { t as wallet } from "../i18n/words.ts";
import { havePay } from "../wallets/wallets-store.ts";
import styles from "./find.module.css";
import { FoundPay } from "./found-pay.tsx";
import { createPaysList } from "./pays-list.ts";
import { t } from "./words.ts";

/** The open Pays of one region, on its public page (ADD-3). Where there are none, or they can't be read, nothing stands. */
export function RegionPays(props: { regionId: RegionId; name: string }) {
  const list = createPaysList();
  createEffect(
    on(
      () => props.regionId,
      (regionId) => void list.load({ text: "", regionId }),
    ),
  );
  return (
    <Show when={list.rows()?.length}>
      <section class="stack">
        <h2>{t("ofRegion", { region: props.name })}</h2>
        <ul class={`card list ${styles.list}`}>
          <For each={list.rows()}>{(pay) => <FoundPay pay={pay} have={havePay(pay.programmeId)} />}</For>
        </ul>
        <Show when={list.more()}>
          <Button wide busy={list.busy()} onPress={() => void list.loadMore()}>
            {wallet("more")}
          </Button>
        </Show>
      </section>
    </Show>
  );
}
