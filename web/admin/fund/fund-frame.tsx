import { A, type RouteSectionProps, useLocation, useNavigate, useParams } from "@solidjs/router";
import { createEffect, createMemo, For, Show, Suspense } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { createLoad } from "../client/load.ts";
import { wearFace } from "../frame/worn-face.ts";
import { NoProgramme } from "../secretariat/no-programme.tsx";
import { chosenProgramme, ProgrammeChoice } from "../secretariat/programme-choice.tsx";
import styles from "./fund.module.css";
import { FundRoomContext } from "./fund-room.ts";
import { t } from "./words.ts";

const TABS = [
  { rest: "", label: "tabBook" },
  { rest: "/statement", label: "tabStatement" },
  { rest: "/allotments", label: "tabAllotments" },
  { rest: "/grants", label: "tabGrants" },
  { rest: "/thresholds", label: "tabThresholds" },
] as const;

/** What the fund's screens have in common: whose fund it is, and the way from one screen to the others. */
export default function FundFrame(props: RouteSectionProps) {
  const pay = chosenProgramme();
  const location = useLocation();
  const navigate = useNavigate();
  const id = () => pay()?.programmeId;
  const fund = createLoad(id, (programme) => api("GET programmes/:id/fund", { path: { id: programme } }));
  wearFace(() => pay()?.face);
  const rest = createMemo(
    () => TABS.find((tab) => tab.rest !== "" && location.pathname.includes(tab.rest))?.rest ?? "",
  );
  const params = useParams<{ programmeId?: string }>();
  // The tabs are about a programme by name: an address without one leads to the first.
  createEffect(() => {
    const first = pay()?.programmeId;
    if (params.programmeId === undefined && first !== undefined)
      navigate(`/fund/${first}${location.search}`, { replace: true });
  });
  return (
    <Show when={pay()} fallback={<NoProgramme title={t("fund")} icon="coin" />}>
      {(face) => (
        <FundRoomContext.Provider value={{ pay: face, fund }}>
          <header class="head">
            <h1>{t("fund")}</h1>
            <span class="quiet">{face().programmeName}</span>
            <div class="head__end">
              <ProgrammeChoice place="fund" rest={rest()} value={id()} />
            </div>
          </header>
          <nav class={styles.tabs} aria-label={t("parts")}>
            <For each={TABS}>
              {(tab) => (
                <A class={styles.tab} href={`/fund/${face().programmeId}${tab.rest}`} end={tab.rest === ""}>
                  {t(tab.label)}
                </A>
              )}
            </For>
          </nav>
          <Suspense fallback={<GreyRows />}>{props.children}</Suspense>
        </FundRoomContext.Provider>
      )}
    </Show>
  );
}
