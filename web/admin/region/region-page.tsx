import { useSearchParams } from "@solidjs/router";
import { Match, Show, Switch } from "solid-js";
import type { PageKind } from "../../../schema/api/regions.ts";
import { staffSession } from "../../shared/client/session.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import { SwitchView } from "../../shared/components/switch-view.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { PageEditor } from "./page-editor.tsx";
import { RetentionCard } from "./retention-card.tsx";
import { t } from "./words.ts";

const KINDS = ["contact", "legal-notice", "privacy"] as const satisfies readonly PageKind[];

/** What the region says to everybody: legal notice, privacy, call centre (S25). The address says which of them. */
export default function RegionPage() {
  const [search, setSearch] = useSearchParams<{ page?: string }>();
  const kind = () => KINDS.find((one) => one === search.page) ?? "contact";
  return (
    <>
      <header class="head">
        <h1>{t("region")}</h1>
        <div class="head__end">
          <Show when={staffSession.me()?.region.regionId}>
            {(id) => (
              <a class={buttonClass({})} href={`/r/${id()}`} target="_blank" rel="noopener">
                <Icon name="globe" />
                {t("see")}
              </a>
            )}
          </Show>
        </div>
      </header>
      <p class="quiet">{t("lead")}</p>
      <SwitchView<PageKind>
        label={t("region")}
        value={kind()}
        options={[
          { value: "contact", label: t("contact") },
          { value: "legal-notice", label: t("legalNotice") },
          { value: "privacy", label: t("privacy") },
        ]}
        onChange={(page) => setSearch({ page })}
      />
      <Switch>
        <Match when={kind()} keyed>
          {(one) => <PageEditor kind={one} />}
        </Match>
      </Switch>
      <RetentionCard />
    </>
  );
}
