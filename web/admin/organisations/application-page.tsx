import { A, useParams } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import type { Application, DecidedApplication } from "../../../schema/api/applications.ts";
import { api } from "../../shared/client/api.ts";
import { DateTime } from "../../shared/components/date-time.tsx";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Decision } from "./application-decision.tsx";
import { ApplicationBadge, acceptsText, applicationStateText } from "./badges.tsx";
import styles from "./organisations.module.css";
import { t } from "./words.ts";

/** One application: what was written, what was decided, and the next decision. */
export default function ApplicationPage() {
  const params = useParams<{ id: string }>();
  const load = createLoad(
    () => params.id,
    (id) => api("GET applications/:id", { path: { id } }),
  );
  const [made, setMade] = createSignal<DecidedApplication["made"]>(null);
  return (
    <>
      <header class="head">
        <A class="btn btn--icon" href="/applications" aria-label={t("applications")}>
          <Icon name="back" />
        </A>
        <h1>{load.value()?.storeName ?? t("applicant")}</h1>
        <Show when={load.value()}>{(one) => <ApplicationBadge state={one().state} />}</Show>
      </header>
      <Show when={load.trouble()}>
        {(why) => <ProblemNote code={why().code} onRetry={() => void load.reload()} />}
      </Show>
      <Show when={made()}>
        {(one) => (
          <Note tone="ok" announce="polite">
            <p class="strong">{t("approved")}</p>
            <Lines
              lines={[
                { label: t("loginId"), value: <span class={styles.password}>{one().loginId}</span> },
                ...(one().firstPassword === null
                  ? []
                  : [
                      {
                        label: t("firstPassword"),
                        value: <span class={styles.password}>{one().firstPassword}</span>,
                      },
                    ]),
              ]}
            />
            <p>
              <Show when={one().invitedTo} fallback={t("approvedNext")}>
                {(to) => t("approvedInvited", { to: to() })}
              </Show>
            </p>
            <p>
              <A href={`/organisations/${one().organisationId}`}>{load.value()?.organisationName}</A>
            </p>
          </Note>
        )}
      </Show>
      <Show
        when={load.value()}
        fallback={
          <Show when={!load.trouble()}>
            <section class="card stack">
              <GreyRows />
            </section>
          </Show>
        }
      >
        {(one) => (
          <>
            <div class={styles.columns}>
              <Written application={one()} />
              <Contact application={one()} />
            </div>
            <Show when={one().state === "waiting"}>
              <Decision
                application={one()}
                onDecided={(decided) => {
                  setMade(decided.made);
                  void load.reload();
                }}
              />
            </Show>
            <Show when={one().decisions.length > 0}>
              <Decisions decisions={one().decisions} />
            </Show>
          </>
        )}
      </Show>
    </>
  );
}

function Written(props: { application: Application }) {
  const store = () => props.application.form.store;
  return (
    <section class="card stack">
      <h2 class="card__title">{t("applicant")}</h2>
      <Lines
        lines={[
          { label: t("receipt"), value: props.application.receiptNumber },
          { label: t("sentAt"), value: <DateTime atMs={props.application.sentAtMs} /> },
          {
            label: t("organisations"),
            value: `${props.application.form.organisation.name}（${props.application.form.organisation.kana}）`,
          },
          { label: t("storeName"), value: `${store().name}（${store().kana}）` },
          { label: t("postalCode"), value: store().postalCode ?? "–" },
          { label: t("address"), value: `${props.application.town} ${store().address}` },
          { label: t("phone"), value: store().phone ?? "–" },
          { label: t("industry"), value: store().industry },
          { label: t("accepts"), value: acceptsText(store().accepts) },
        ]}
      />
    </section>
  );
}

function Contact(props: { application: Application }) {
  const contact = () => props.application.form.contact;
  return (
    <section class="card stack">
      <h2 class="card__title">{t("contact")}</h2>
      <Lines
        lines={[
          { label: t("name"), value: contact().name },
          { label: t("phone"), value: contact().phone },
          { label: t("email"), value: contact().email || "–" },
        ]}
      />
      <h2 class="card__title">{t("pledges")}</h2>
      <p>
        {t("pledgesDone", {
          title: props.application.termsTitle,
          version: String(props.application.termsVersion),
        })}
      </p>
    </section>
  );
}

function Decisions(props: { decisions: Application["decisions"] }) {
  return (
    <section class="card stack">
      <h2 class="card__title">{t("decisions")}</h2>
      <ul class="list">
        <For each={props.decisions}>
          {(one) => (
            <li class="list__row">
              <span class="list__main">
                <span class="strong">{applicationStateText(one.decision)}</span>{" "}
                <DateTime atMs={one.decidedAtMs} /> {t("decisionBy", { name: one.decidedBy })}
                <Show when={one.reason}>
                  <br />
                  {one.reason}
                </Show>
              </span>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}
