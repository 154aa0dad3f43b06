import { createMemo, createSignal, Match, Switch } from "solid-js";
import { GreyRows, Nothing } from "../../shared/components/list-states.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { wearFace } from "../frame/worn-face.ts";
import { membership } from "../session/membership.ts";
import { DeskScreen } from "./desk-screen.tsx";
import type { DeskAllotment } from "./issue-form.ts";
import { createAllotments } from "./own-allotments.ts";
import { t } from "./words.ts";

/** Issuing at the desk: what may be issued is asked first; the form stands once that is known. */
export default function IssuePage() {
  const { load, mine } = createAllotments();
  const [programmeId, setProgrammeId] = createSignal<string>();
  const [branchId, setBranchId] = createSignal<string>();
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
            asOfMs={load.value()?.serverNowMs ?? 0}
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
