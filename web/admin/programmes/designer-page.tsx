import { A, useNavigate, useParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import type { DesignChange } from "../../../schema/design-changes.ts";
import { ok } from "../../../schema/result.ts";
import { api } from "../../shared/client/api.ts";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Designer } from "./designer.tsx";
import { t } from "./words.ts";

/** Changes a programme: from its newest version, whether that is in force yet or not. */
export default function DesignerPage() {
  const params = useParams<{ id: string }>();
  const navigate = useNavigate();
  const [begun, setBegun] = createSignal<readonly DesignChange[]>([]);
  const load = createLoad(
    () => params.id,
    async (id) => {
      const [programme, versions] = await Promise.all([
        api("GET programmes/:id", { path: { id } }),
        api("GET programmes/:id/versions", { path: { id }, query: { limit: 1 } }),
      ]);
      if (!programme.ok) return programme;
      return versions.ok ? ok({ programme: programme.value, newest: versions.value.rows[0] }) : versions;
    },
  );
  return (
    <>
      <header class="head">
        <A class="btn btn--icon" href={`/programmes/${params.id}`} aria-label={t("toProgramme")}>
          <Icon name="back" />
        </A>
        <h1>{t("designer")}</h1>
        <span class="quiet">{load.value()?.newest?.design.name}</span>
      </header>
      <Show when={load.trouble()}>
        {(why) => <ProblemNote code={why().code} onRetry={() => void load.reload()} />}
      </Show>
      <Show
        when={load.value()?.newest}
        keyed
        fallback={
          <Show when={!load.trouble()}>
            <section class="card">
              <GreyRows />
            </section>
          </Show>
        }
      >
        {(newest) => (
          <Designer
            programmeId={params.id}
            state={load.value()?.programme.state ?? "draft"}
            newest={newest}
            begun={begun()}
            onReload={(changes) => {
              setBegun(changes);
              void load.reload();
            }}
            onSaved={() => navigate(`/programmes/${params.id}`)}
          />
        )}
      </Show>
    </>
  );
}
