import { A, useNavigate, useParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { wearFace } from "../frame/worn-face.ts";
import { may } from "../session/membership.ts";
import { MovesCard } from "./moves-card.tsx";
import { NameDialog } from "./name-dialog.tsx";
import { Preview } from "./preview.tsx";
import styles from "./programmes.module.css";
import { ScopeStores } from "./scope-stores.tsx";
import { VersionsCard } from "./versions-card.tsx";
import { t } from "./words.ts";

/** One programme: how it looks, where it stands, where it can go, and every version of it. */
export default function ProgrammePage() {
  const params = useParams<{ id: string }>();
  const navigate = useNavigate();
  const [copying, setCopying] = createSignal(false);
  const load = createLoad(
    () => params.id,
    (id) => api("GET programmes/:id", { path: { id } }),
  );
  wearFace(() => load.value()?.face);
  const copy = async ({ name }: { name: string }) => {
    const answer = await api("POST programmes/:id/copy", { path: { id: params.id }, body: { name } });
    if (answer.ok) navigate(`/programmes/${answer.value.programmeId}/design`);
    return answer;
  };
  const editable = (state: string) => state !== "approved" && state !== "settled";
  return (
    <>
      <Show when={!load.value()}>
        <h1 class="hidden-text">{t("programmes")}</h1>
      </Show>
      <Loaded load={load} value={load.value()}>
        {(programme) => (
          <>
            <header class="head">
              <A class="btn btn--icon" href="/programmes" aria-label={t("programmes")}>
                <Icon name="back" />
              </A>
              <h1>{programme().name}</h1>
              <span class="quiet">{programme().payName}</span>
              <Show when={may("programme.manage")}>
                <div class={`head__end ${styles.actions}`}>
                  <Button icon="doc" onPress={() => setCopying(true)}>
                    {t("copy")}
                  </Button>
                  <Show when={editable(programme().state)}>
                    <A class={buttonClass({})} href={`/programmes/${params.id}/design`}>
                      <Icon name="gear" />
                      {t("edit")}
                    </A>
                  </Show>
                </div>
              </Show>
            </header>
            <MovesCard programme={programme()} onMoved={load.take} />
            <section class={`card ${styles.stack}`}>
              <h2 class="card__title">{t("scopeTitle")}</h2>
              <ScopeStores scope={programme().scope} />
            </section>
            <Preview design={programme()} />
            <VersionsCard
              programmeId={params.id}
              newest={`${programme().rules.at(-1)?.version} ${programme().version}`}
            />
            <Show when={copying()}>
              <NameDialog
                open
                title={t("copyTitle")}
                lead={t("copyLead")}
                startName={t("copyName", { name: programme().name })}
                make={copy}
                onClose={() => setCopying(false)}
              />
            </Show>
          </>
        )}
      </Loaded>
    </>
  );
}
