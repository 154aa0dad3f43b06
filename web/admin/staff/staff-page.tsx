import { useSearchParams } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import type { StaffAccount } from "../../../schema/api/staff.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { Listing } from "../../shared/components/list-states.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { createTypedText } from "../client/typed-text.ts";
import { may } from "../session/membership.ts";
import { AccountTable } from "./account-table.tsx";
import { NewAccount } from "./new-account.tsx";
import { Slips } from "./slips.tsx";
import { t } from "./words.ts";

const ROWS = 20;
type State = "" | "active" | "stopped";

/** The accounts one sees: invite, print slips, and each on a page of its own (S8, ORG-6). */
export default function StaffPage() {
  const [query, setQuery] = useSearchParams<{ organisation?: string; name?: string; text?: string }>();
  const search = createTypedText((query.text as string | undefined) ?? "");
  const [state, setState] = createSignal<State>("");
  const [chosen, setChosen] = createSignal<ReadonlyMap<string, StaffAccount>>(new Map());
  const [making, setMaking] = createSignal(false);
  const question = createMemo(
    () => ({
      ...(query.organisation ? { organisationId: query.organisation as string } : {}),
      ...(search.asked() ? { text: search.asked() } : {}),
      ...(state() ? { state: state() as "active" } : {}),
    }),
    undefined,
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const list = createPageTurner(question, (asked, after) =>
    api("GET staff", { query: { limit: ROWS, ...asked, ...(after === undefined ? {} : { after }) } }),
  );
  const choose = (accounts: readonly StaffAccount[], on: boolean) => {
    const next = new Map(chosen());
    for (const account of accounts)
      if (on) next.set(account.staffId, account);
      else next.delete(account.staffId);
    setChosen(next);
  };
  return (
    <>
      <header class="head">
        <h1>{query.organisation && query.name ? t("onlyOf", { name: query.name as string }) : t("staff")}</h1>
        <div class="head__end">
          <Show when={query.organisation}>
            <Button tone="plain" onPress={() => setQuery({ organisation: undefined, name: undefined })}>
              {t("showAll")}
            </Button>
          </Show>
          <Show when={may("staff.manage")}>
            <Button tone="primary" icon="plus" onPress={() => setMaking(true)}>
              {t("newAccount")}
            </Button>
          </Show>
        </div>
      </header>
      <section class="card stack">
        <p>{t("staffLead")}</p>
        <div class="filters">
          <TextField
            label={t("search")}
            type="search"
            icon="search"
            value={search.text()}
            onInput={search.type}
            maxlength={60}
          />
          <SelectField<State>
            label={t("state")}
            value={state()}
            options={[
              { value: "", label: t("all") },
              { value: "active", label: t("active") },
              { value: "stopped", label: t("stopped") },
            ]}
            onChange={setState}
          />
        </div>
        <Show when={may("staff.manage")}>
          <Slips
            chosen={[...chosen().values()]}
            page={list.rows()?.filter((one) => one.manageable && one.state === "active") ?? []}
            onChoose={choose}
            onNone={() => setChosen(new Map())}
            onMade={() => void list.load.reload()}
          />
        </Show>
        <Listing
          rows={list.rows()}
          problem={list.load.trouble()?.code}
          onRetry={() => void list.load.reload()}
          empty={{ text: t("staffEmpty"), icon: "users" }}
        >
          {(rows) => (
            <AccountTable
              rows={rows}
              chosen={chosen()}
              onChoose={choose}
              busy={list.load.busy()}
              onNext={list.onNext()}
              onPrevious={list.onPrevious()}
            />
          )}
        </Listing>
      </section>
      <Show when={making()}>
        <NewAccount
          organisation={
            query.organisation && query.name
              ? { organisationId: query.organisation as string, name: query.name as string }
              : null
          }
          onClose={() => setMaking(false)}
          onMade={() => void list.load.reload()}
        />
      </Show>
    </>
  );
}
