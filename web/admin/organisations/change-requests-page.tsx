import { A } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import type { ChangeRequest } from "../../../schema/api/change-requests.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { may } from "../session/membership.ts";
import { acceptsText, ChangeBadge, changeStateText } from "./badges.tsx";
import styles from "./organisations.module.css";
import { OrganisationTabs } from "./tabs.tsx";
import { t } from "./words.ts";

const ROWS = 20;
const STATES = ["waiting", "approved", "refused", "withdrawn"] as const;
type State = (typeof STATES)[number];
interface Chosen {
  readonly request: ChangeRequest;
  readonly decision: "approved" | "refused";
}

/** What merchants ask to have changed at their stores (S15). */
export default function ChangeRequestsPage() {
  const [state, setState] = createSignal<State>("waiting");
  const [chosen, setChosen] = createSignal<Chosen>();
  const list = createPageTurner(state, (which, after) =>
    api("GET change-requests", {
      query: { limit: ROWS, state: which, ...(after === undefined ? {} : { after }) },
    }),
  );
  const decide = async ({ request, decision }: Chosen, reason: string) => {
    const answer = await api("POST change-requests/:id/decision", {
      path: { id: request.changeRequestId },
      body: { decision, reason },
    });
    if (!answer.ok) return answer.error;
    await list.load.reload();
  };
  const columns = createMemo<readonly Column<ChangeRequest>[]>(() => [
    {
      title: t("storeName"),
      head: true,
      cell: (one) => <A href={`/stores/${one.storeId}`}>{one.storeName}</A>,
    },
    { title: t("organisations"), cell: (one) => one.organisationName },
    {
      title: t("change"),
      cell: (one) => t("changeFromTo", { before: acceptsText(one.before), after: acceptsText(one.after) }),
    },
    { title: t("askedAt"), cell: (one) => <DateTime atMs={one.askedAtMs} /> },
    { title: t("askedBy"), cell: (one) => one.askedBy },
    {
      title: t("state"),
      cell: (one) =>
        one.state === "waiting" && may("store.manage") ? (
          <span class={styles.badges}>
            <Button icon="check" onPress={() => setChosen({ request: one, decision: "approved" })}>
              {t("approve")}
            </Button>
            <Button icon="close" onPress={() => setChosen({ request: one, decision: "refused" })}>
              {t("refuse")}
            </Button>
          </span>
        ) : (
          <>
            <ChangeBadge state={one.state} /> {one.reason}
          </>
        ),
    },
  ]);
  return (
    <>
      <header class="head">
        <h1>{t("changeRequests")}</h1>
      </header>
      <OrganisationTabs />
      <section class="card stack">
        <p>{t("changeRequestsLead")}</p>
        <div class="filters">
          <SelectField<State>
            label={t("state")}
            value={state()}
            options={STATES.map((value) => ({ value, label: changeStateText(value) }))}
            onChange={setState}
          />
        </div>
        <PagedTable
          list={list}
          caption={t("changeRequests")}
          columns={columns()}
          empty={{ text: t("changeRequestsEmpty"), icon: "swap" }}
        />
      </section>
      <Show when={chosen()} keyed>
        {(one) => <DecideChange chosen={one} act={decide} onClose={() => setChosen(undefined)} />}
      </Show>
    </>
  );
}

function DecideChange(props: {
  chosen: Chosen;
  act: (chosen: Chosen, reason: string) => ReturnType<Parameters<typeof ReasonDialog>[0]["act"]>;
  onClose: () => void;
}) {
  const name = () => props.chosen.request.storeName;
  const refusing = () => props.chosen.decision === "refused";
  return (
    <ReasonDialog
      danger={refusing()}
      words={{
        title: refusing()
          ? t("refuseChangeTitle", { name: name() })
          : t("approveChangeTitle", { name: name() }),
        text: refusing() ? t("refuseChangeText") : t("approveChangeText"),
        confirm: refusing() ? t("refuse") : t("approve"),
        busy: t("working"),
        keep: t("keep"),
        ...(refusing()
          ? { reason: { label: t("reason"), hint: t("reasonHint"), missing: t("reasonMissing") } }
          : {}),
      }}
      act={(reason) => props.act(props.chosen, reason)}
      onClose={props.onClose}
    />
  );
}
