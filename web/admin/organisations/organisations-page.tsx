import { A, useNavigate } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import type { Organisation } from "../../../schema/api/organisations.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { createTypedText } from "../client/typed-text.ts";
import { may } from "../session/membership.ts";
import { Kinds, OrganisationState } from "./badges.tsx";
import { NewOrganisation } from "./new-organisation.tsx";
import { OrganisationTabs } from "./tabs.tsx";
import { t } from "./words.ts";

const ROWS = 20;
type Kind = "" | "issuer" | "merchant" | "secretariat";
type State = "" | "active" | "stopped";

/** Everybody who takes part: search, filter, page through. */
export default function OrganisationsPage() {
  const navigate = useNavigate();
  const search = createTypedText();
  const [kind, setKind] = createSignal<Kind>("");
  const [state, setState] = createSignal<State>("");
  const [adding, setAdding] = createSignal(false);
  const question = createMemo(
    () => ({
      ...(search.asked() ? { text: search.asked() } : {}),
      ...(kind() ? { kind: kind() as "issuer" } : {}),
      ...(state() ? { state: state() as "active" } : {}),
    }),
    undefined,
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const list = createPageTurner(question, (query, after) =>
    api("GET organisations", { query: { limit: ROWS, ...query, ...(after === undefined ? {} : { after }) } }),
  );
  const columns = createMemo<readonly Column<Organisation>[]>(() => [
    {
      title: t("name"),
      head: true,
      cell: (one) => <A href={`/organisations/${one.organisationId}`}>{one.name}</A>,
    },
    { title: t("kana"), cell: (one) => one.kana },
    { title: t("kind"), cell: (one) => <Kinds kinds={one.kinds} /> },
    { title: t("level"), cell: (one) => (one.parentId === null ? t("headOffice") : t("branch")) },
    { title: t("state"), cell: (one) => <OrganisationState state={one.state} /> },
  ]);
  return (
    <>
      <header class="head">
        <h1>{t("organisations")}</h1>
        <Show when={may("organisation.manage")}>
          <div class="head__end">
            <Button tone="primary" icon="plus" onPress={() => setAdding(true)}>
              {t("newOrganisation")}
            </Button>
          </div>
        </Show>
      </header>
      <OrganisationTabs />
      <section class="card stack">
        <div class="filters">
          <TextField
            label={t("search")}
            type="search"
            icon="search"
            value={search.text()}
            onInput={search.type}
            maxlength={60}
          />
          <SelectField<Kind>
            label={t("kind")}
            value={kind()}
            options={[
              { value: "", label: t("all") },
              { value: "merchant", label: t("merchant") },
              { value: "issuer", label: t("issuer") },
              { value: "secretariat", label: t("secretariat") },
            ]}
            onChange={setKind}
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
        <PagedTable
          list={list}
          caption={t("organisations")}
          columns={columns()}
          empty={{ text: t("organisationsEmpty"), icon: "building" }}
        />
      </section>
      <Show when={adding()}>
        <NewOrganisation
          parent={null}
          onClose={() => setAdding(false)}
          onMade={(made) => navigate(`/organisations/${made.organisationId}`)}
        />
      </Show>
    </>
  );
}
