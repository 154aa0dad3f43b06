import { createMemo, createSignal, Match, Switch } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { GreyRows, Nothing } from "../../shared/components/list-states.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { createLoad } from "../client/load.ts";
import { wearFace } from "../frame/worn-face.ts";
import { membership } from "../session/membership.ts";
import { DeskScreen } from "./desk-screen.tsx";
import type { DeskAllotment } from "./issue-form.ts";
import { t } from "./words.ts";

/** Issuing at the desk: what may be issued is asked first; the form stands once that is known. */
export default function IssuePage() {
  const load = createLoad(
    () => membership()?.organisationId,
    () => api("GET issuers/me/allotment", { query: {} }),
  );
  const [programmeId, setProgrammeId] = createSignal<string>();
  const [branchId, setBranchId] = createSignal<string>();
  /** Of the organisation one works as now: the account may reach others too. */
  const mine = createMemo(() => {
    const all = load.value()?.allotments;
    const here = membership()?.organisationId;
    if (!all) return undefined;
    const own = all.filter(
      (one) => one.issuerId === here || one.branches.some((branch) => branch.branchId === here),
    );
    return (own.length > 0 ? own : all).filter((one) => one.branches.length > 0 && one.facesYen.length > 0);
  });
  const allotment = createMemo<DeskAllotment | undefined>(
    () => mine()?.find((one) => one.pay.programmeId === programmeId()) ?? mine()?.[0],
  );
  const branch = createMemo(() => {
    const branches = allotment()?.branches ?? [];
    const here = membership()?.organisationId;
    return (
      branches.find((one) => one.branchId === branchId()) ??
      branches.find((one) => one.branchId === here) ??
      branches[0]
    );
  });
  wearFace(() => allotment()?.pay.face);

  return (
    <Switch
      fallback={
        <>
          <header class="head">
            <h1>{t("heading")}</h1>
          </header>
          <section class="card">
            <GreyRows />
          </section>
        </>
      }
    >
      <Match when={allotment()}>
        {(desk) => (
          <DeskScreen
            allotment={desk()}
            allotments={mine() ?? []}
            branchId={branch()?.branchId ?? ""}
            onProgramme={setProgrammeId}
            onBranch={setBranchId}
            onRefused={() => void load.reload()}
          />
        )}
      </Match>
      <Match when={load.trouble()}>
        {(trouble) => (
          <>
            <header class="head">
              <h1>{t("heading")}</h1>
            </header>
            <ProblemNote code={trouble().code} onRetry={() => void load.reload()} />
          </>
        )}
      </Match>
      <Match when={mine()?.length === 0}>
        <header class="head">
          <h1>{t("heading")}</h1>
        </header>
        <section class="card">
          <Nothing icon="coin" text={t("noAllotment")} />
        </section>
      </Match>
    </Switch>
  );
}
