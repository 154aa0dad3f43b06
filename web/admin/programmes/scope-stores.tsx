import { createEffect, createMemo, createSignal, on, onCleanup, Show } from "solid-js";
import type { ScopeStores as Stores } from "../../../schema/api/programmes.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import type { DesignForm } from "./design-form.ts";
import styles from "./programmes.module.css";
import { t } from "./words.ts";

const ROWS = 10;
/** Somebody who ticks several towns is asked about once, when they pause. */
const PAUSE_MS = 400;

/** How many stores the scope gives as it stands in the form, and which; each can be left out from here. */
export function ScopeStores(props: { form: DesignForm }) {
  const now = createMemo(() => JSON.stringify(props.form.design.scope));
  const [asked, setAsked] = createSignal(now());
  createEffect(
    on(now, (scope) => {
      const timer = setTimeout(() => setAsked(scope), PAUSE_MS);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  const [counts, setCounts] = createSignal<Pick<Stores, "inScope" | "ofAll">>();
  const list = createPageTurner(asked, async (scope, after) => {
    const answer = await api("POST programmes/scope", {
      body: { scope: JSON.parse(scope), page: { limit: ROWS, ...(after === undefined ? {} : { after }) } },
    });
    if (answer.ok) setCounts(answer.value);
    return answer;
  });
  const waiting = () => list.load.busy() || asked() !== now();
  const columns = createMemo<readonly Column<Stores["rows"][number]>[]>(() => [
    { title: t("storeCol"), head: true, cell: (one) => one.name },
    { title: t("town"), cell: (one) => one.town },
    { title: t("industryCol"), cell: (one) => one.industry },
    {
      title: t("single"),
      cell: (one) => (
        <Button
          onPress={() =>
            props.form.set("scope", (scope) => ({
              storesIn: scope.storesIn.filter((id) => id !== one.storeId),
              storesOut: [...scope.storesOut, one.storeId as string],
            }))
          }
        >
          {t("dropStore")}
        </Button>
      ),
    },
  ]);
  return (
    <section class={styles.stack}>
      <p class="strong" role="status">
        <Show when={counts()} fallback={t("scopeCounting")}>
          {(known) => (
            <>
              {t("scopeStores", {
                inScope: formatNumber(known().inScope),
                ofAll: formatNumber(known().ofAll),
              })}
              <Show when={waiting()}>
                <span class="quiet"> {t("scopeCounting")}</span>
              </Show>
            </>
          )}
        </Show>
      </p>
      <PagedTable
        list={list}
        caption={t("scopeStores", { inScope: "", ofAll: "" })}
        columns={columns()}
        empty={{ text: t("scopeNone"), icon: "shop" }}
        busy={waiting()}
      />
    </section>
  );
}
