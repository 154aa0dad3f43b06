import { useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { createSignal, onMount, Show } from "solid-js";
import type { Adding } from "../../schema/api/consents.ts";
import { businessDate } from "../../schema/calendar.ts";
import { api } from "../../web/shared/client/api.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { Tick } from "../../web/shared/components/field.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { Screen } from "../frame/screen.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { t as common } from "../i18n/words.ts";
import { nextPlace } from "../session/next-place.ts";
import { choosePay } from "../wallets/wallets-store.ts";
import { acceptTexts } from "./accept.ts";
import { answersOf, type EnteredAnswers, enteredOf, NOTHING_ENTERED } from "./answers.ts";
import { ConsentTexts } from "./consent-texts.tsx";
import { Questions } from "./questions.tsx";
import { t } from "./words.ts";

/** Adds a Pay: what is to be accepted first, and what the programme would like to know (RES-5, RES-6). */
export default function AddingPage() {
  const params = useParams<{ programmeId: string }>();
  const [query] = useSearchParams<{ next?: string }>();
  const navigate = useNavigate();
  const [adding, setAdding] = createSignal<Adding>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [agreed, setAgreed] = createSignal(false);
  const [entered, setEntered] = createSignal<EnteredAnswers>(NOTHING_ENTERED);
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const path = () => ({ programmeId: params.programmeId });
  const load = async () => {
    setTrouble(undefined);
    const answer = await api("GET residents/pays/:programmeId", { path: path() });
    if (!answer.ok) return void setTrouble(answer.error);
    setAdding(answer.value);
    setEntered(enteredOf(answer.value.answers));
    if (answer.value.consents.length === 0 && !asked()) finish(answer.value);
  };
  onMount(() => void load());
  /** Asked once; who wants to say something else does so on the Pay's own page. */
  const asked = () => (adding()?.answered ? null : adding()?.asks);
  const consents = () => adding()?.consents ?? [];
  const answers = () => answersOf(entered(), Number(businessDate(serverNow()).slice(0, 4)));
  const finish = (one: Adding) => {
    choosePay(one.pay, serverNow());
    if (!query.next) say(common("payChosen", { pay: one.pay.payName }));
    navigate(nextPlace(query.next), { replace: true });
  };
  const go = async (one: Adding) => {
    setTried(true);
    const told = answers();
    if (busy() || (consents().length > 0 && !agreed()) || told === undefined) return;
    setBusy(true);
    setTrouble(undefined);
    const accepted = consents().length > 0 ? await acceptTexts(consents()) : undefined;
    if (accepted && !accepted.ok) {
      setBusy(false);
      setAgreed(false);
      await load();
      return void setTrouble(accepted.error);
    }
    const said = asked()
      ? await api("PUT residents/pays/:programmeId/answers", { path: path(), body: { answers: told } })
      : undefined;
    setBusy(false);
    if (said && !said.ok) return void setTrouble(said.error);
    finish(one);
  };
  return (
    <Screen
      title={adding() ? t("addTitle", { pay: adding()?.pay.payName ?? "" }) : t("consentTitle")}
      backTo="/wallet/"
      face={adding()?.pay.face}
      foot={
        <Show when={adding()}>
          {(one) => (
            <Button
              tone="primary"
              size="l"
              wide
              busy={busy()}
              busyLabel={t("sending")}
              blockedBecause={consents().length > 0 && !agreed() ? t("agreeMissing") : undefined}
              onPress={() => void go(one())}
            >
              {consents().length > 0 ? t("agreeButton") : t("proceed")}
            </Button>
          )}
        </Show>
      }
    >
      <OfflineNote />
      <Show when={trouble()}>{(one) => <ProblemNote code={one().code} onRetry={() => void load()} />}</Show>
      <Show when={adding()} fallback={<Show when={!trouble()}>{<Waiting />}</Show>}>
        {(one) => (
          <>
            <Show when={consents().length > 0}>
              <p>{consents().every((text) => text.again) ? t("consentAgainLead") : t("consentLead")}</p>
              <ConsentTexts texts={consents()} />
              <Tick label={t("agree")} checked={agreed()} onChange={setAgreed} />
            </Show>
            <Show when={asked()}>
              {(asks) => (
                <Questions
                  asks={asks()}
                  regionName={one().pay.regionName}
                  entered={entered()}
                  yearWrong={tried() && answers() === undefined}
                  onEnter={(part) => setEntered((before) => ({ ...before, ...part }))}
                />
              )}
            </Show>
          </>
        )}
      </Show>
    </Screen>
  );
}
