import { useParams } from "@solidjs/router";
import { createSignal, For, onMount, Show } from "solid-js";
import type { PublicRegion } from "../../schema/api/regions.ts";
import type { RegionId } from "../../schema/ids.ts";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { ContactCard } from "../../web/shared/components/contact-card.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { momentText } from "../../web/shared/i18n/date-text.ts";
import { locale } from "../../web/shared/i18n/locale.ts";
import { RegionPays } from "../find/region-pays.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { t } from "../i18n/words.ts";
import { pageBlocks } from "./page-blocks.ts";
import styles from "./public-pages.module.css";
import { PublicScreen } from "./public-screen.tsx";

/** What a region says to everybody: call centre, legal notice, privacy (S25). Nobody has to sign in. */
export default function RegionPage() {
  const params = useParams<{ regionId: string }>();
  const [region, setRegion] = createSignal<PublicRegion>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const load = async () => {
    setTrouble(undefined);
    const answer = await api("GET regions/:id", { path: { id: params.regionId } });
    if (answer.ok) setRegion(answer.value);
    else setTrouble(answer.error);
  };
  onMount(() => void load());
  return (
    <PublicScreen title={region()?.name ?? t("regionTitle")}>
      <OfflineNote />
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} onRetry={() => void load()} />}</Show>
      <Show when={region()} fallback={<Show when={!trouble()}>{<Waiting />}</Show>}>
        {(one) => (
          <>
            <RegionPays regionId={params.regionId as RegionId} name={one().name} />
            <Show when={one().contact}>{(contact) => <ContactCard contact={contact()} />}</Show>
            <Show when={one().domain}>
              {(domain) => (
                <p>
                  {t("officialSite")}{" "}
                  <a href={`https://${domain()}/`} rel="noopener noreferrer">
                    {domain()}
                  </a>
                </p>
              )}
            </Show>
            <PublicText title={t("legalNotice")} text={one().legalNotice} />
            <PublicText title={t("privacy")} text={one().privacy} />
          </>
        )}
      </Show>
    </PublicScreen>
  );
}

function PublicText(props: { title: string; text: PublicRegion["legalNotice"] }) {
  return (
    <section class={`card ${styles.text}`}>
      <h2>{props.title}</h2>
      <Show when={props.text} fallback={<p class="quiet">{t("notPublished")}</p>}>
        {(page) => (
          <>
            <For each={pageBlocks(page().text)}>
              {(block) => (block.kind === "heading" ? <h3>{block.text}</h3> : <p>{block.text}</p>)}
            </For>
            <p class="quiet small">
              {t("pageVersion", {
                version: String(page().version),
                day: momentText(page().publishedAtMs, locale()).day,
              })}
            </p>
          </>
        )}
      </Show>
    </section>
  );
}
