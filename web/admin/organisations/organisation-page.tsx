import { A, useNavigate, useParams } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import type { OrganisationDetail } from "../../../schema/api/organisations.ts";
import { api } from "../../shared/client/api.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Nothing } from "../../shared/components/list-states.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { may } from "../session/membership.ts";
import { WaitingNote } from "../stops/waiting-note.tsx";
import { Kinds, OrganisationState } from "./badges.tsx";
import { Capacity } from "./capacity.tsx";
import { History } from "./history.tsx";
import { NewOrganisation } from "./new-organisation.tsx";
import { OrganisationStores } from "./organisation-stores.tsx";
import styles from "./organisations.module.css";
import { Suspension } from "./suspension.tsx";
import { t } from "./words.ts";

/** One organisation: what it is, its branches, stores, terms, and what was done to it. */
export default function OrganisationPage() {
  const params = useParams<{ id: string }>();
  const load = createLoad(
    () => params.id,
    (id) => api("GET organisations/:id", { path: { id } }),
  );
  const [waits, setWaits] = createSignal(false);
  const suspend = async (suspended: boolean, reason: string) => {
    const answer = await api("POST organisations/:id/suspension", {
      path: { id: params.id },
      body: { suspended, reason },
    });
    if (!answer.ok) return answer.error;
    setWaits("outcome" in answer.value);
    if ("outcome" in answer.value) return;
    await load.reload();
  };
  return (
    <>
      <header class="head">
        <A class="btn btn--icon" href="/organisations" aria-label={t("organisations")}>
          <Icon name="back" />
        </A>
        <h1>{load.value()?.organisation.name ?? t("organisations")}</h1>
        <Show when={load.value()}>
          {(detail) => (
            <>
              <Kinds kinds={detail().organisation.kinds} />
              <OrganisationState state={detail().organisation.state} />
              <Show when={may("organisation.manage") && !detail().organisation.kinds.includes("secretariat")}>
                <div class="head__end">
                  <Suspension
                    suspended={detail().organisation.state === "stopped"}
                    words={{
                      stopTitle: t("suspendOrganisation", { name: detail().organisation.name }),
                      stopText: t("suspendOrganisationText"),
                      goOnTitle: t("resumeOrganisation", { name: detail().organisation.name }),
                    }}
                    act={suspend}
                  />
                </div>
              </Show>
            </>
          )}
        </Show>
      </header>
      <Show when={waits()}>
        <WaitingNote />
      </Show>
      <Loaded load={load} value={load.value()}>
        {(detail) => (
          <>
            <div class={styles.columns}>
              <About detail={detail()} />
              <TermsCard terms={detail().terms} />
              <Show when={may("organisation.manage") && detail().organisation.kinds.includes("issuer")}>
                <Capacity organisation={detail().organisation} onSaved={() => void load.reload()} />
              </Show>
            </div>
            <Show when={detail().organisation.parentId === null}>
              <Branches detail={detail()} onMade={() => void load.reload()} />
            </Show>
            <Show when={detail().organisation.kinds.includes("merchant")}>
              <OrganisationStores organisation={detail().organisation} />
            </Show>
            {/* Made anew with each change, so that it tells of it. */}
            <Show when={detail()} keyed>
              {(now) => <History organisationId={now.organisation.organisationId} />}
            </Show>
          </>
        )}
      </Loaded>
    </>
  );
}

function About(props: { detail: OrganisationDetail }) {
  const one = () => props.detail.organisation;
  return (
    <section class="card stack">
      <Lines
        lines={[
          { label: t("kana"), value: one().kana },
          ...(props.detail.parent
            ? [
                {
                  label: t("headOffice"),
                  value: (
                    <A href={`/organisations/${props.detail.parent.organisationId}`}>
                      <span>{props.detail.parent.name}</span>
                    </A>
                  ),
                },
              ]
            : []),
          { label: t("stores"), value: String(props.detail.stores) },
          { label: t("accounts"), value: String(props.detail.accounts) },
          { label: t("since"), value: <DateTime atMs={one().createdAtMs} /> },
        ]}
      />
      <p>
        <A
          class={buttonClass({ icon: "users" })}
          href={`/staff?organisation=${one().organisationId}&name=${encodeURIComponent(one().name)}`}
        >
          <Icon name="users" />
          {t("toAccounts")}
        </A>
      </p>
    </section>
  );
}

function TermsCard(props: { terms: OrganisationDetail["terms"] }) {
  return (
    <section class="card stack">
      <h2 class="card__title">{t("termsState")}</h2>
      <Show when={props.terms.length > 0} fallback={<Nothing icon="doc" text={t("termsNone")} />}>
        <ul class="list">
          <For each={props.terms}>
            {(one) => (
              <li class="list__row">
                <span class="list__main">
                  <span class="strong">
                    {t("termsVersion", { title: one.title, version: String(one.version) })}
                  </span>
                  <br />
                  <Show when={one.acceptedAtMs} fallback={<span class="quiet">{t("termsOpen")}</span>}>
                    {(atMs) => (
                      <>
                        {t("termsAccepted", { name: one.acceptedBy ?? "" })} <DateTime atMs={atMs()} />
                      </>
                    )}
                  </Show>
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}

function Branches(props: { detail: OrganisationDetail; onMade: () => void }) {
  const navigate = useNavigate();
  const [adding, setAdding] = createSignal(false);
  return (
    <section class="card stack">
      <div class="row row--apart">
        <h2 class="card__title">{t("branches")}</h2>
        <Show when={may("organisation.manage") && !props.detail.organisation.kinds.includes("secretariat")}>
          <Button icon="plus" onPress={() => setAdding(true)}>
            {t("newBranch")}
          </Button>
        </Show>
      </div>
      <Show
        when={props.detail.branches.length > 0}
        fallback={<Nothing icon="building" text={t("branchesEmpty")} />}
      >
        <ul class="list">
          <For each={props.detail.branches}>
            {(branch) => (
              <li>
                <A class="list__row" href={`/organisations/${branch.organisationId}`}>
                  <Icon name="building" />
                  <span class="list__main">{branch.name}</span>
                  <OrganisationState state={branch.state} />
                  <Icon name="next" />
                </A>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={adding()}>
        <NewOrganisation
          parent={props.detail.organisation}
          onClose={() => setAdding(false)}
          onMade={(made) => navigate(`/organisations/${made.organisationId}`)}
        />
      </Show>
    </section>
  );
}
