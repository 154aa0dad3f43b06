import { createSignal, Show } from "solid-js";
import type { Organisation } from "../../../schema/api/organisations.ts";
import { MAX_GUESTS_PER_DAY } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { say } from "../../shared/components/toast.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { t } from "./words.ts";

/** How many guests an issuing branch can take in on one day; what it issues is held against it (FRD-3). */
export function Capacity(props: { organisation: Organisation; onSaved: () => void }) {
  const saved = () => props.organisation.guestsPerDay;
  const [text, setText] = createSignal(saved() === null ? "" : String(saved()));
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const read = () => {
    const plain = text().normalize("NFKC").replaceAll(",", "").trim();
    if (plain === "") return null;
    const value = Number(plain);
    return /^\d{1,6}$/.test(plain) && value >= 1 && value <= MAX_GUESTS_PER_DAY ? value : undefined;
  };
  const save = async () => {
    setTried(true);
    const guestsPerDay = read();
    if (busy() || guestsPerDay === undefined) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST organisations/:id/capacity", {
      path: { id: props.organisation.organisationId },
      body: { guestsPerDay },
    });
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.error);
    say(t("capacitySaved"));
    props.onSaved();
  };
  return (
    <section class="card stack">
      <h2 class="card__title">{t("capacity")}</h2>
      <TextField
        label={t("guestsPerDay")}
        hint={t("guestsPerDayHint")}
        inputmode="numeric"
        maxlength={9}
        value={text()}
        onInput={setText}
        error={
          tried() && read() === undefined
            ? t("guestsPerDayWrong", { most: formatNumber(MAX_GUESTS_PER_DAY) })
            : undefined
        }
      />
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <div>
        <Button
          busy={busy()}
          busyLabel={t("saving")}
          blockedBecause={online() ? undefined : problemText("offline")}
          onPress={() => void save()}
        >
          {t("save")}
        </Button>
      </div>
    </section>
  );
}
