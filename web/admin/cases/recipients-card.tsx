import { createSignal, Show } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { AreaField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { say } from "../../shared/components/toast.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { readAddresses } from "../fund/addresses.ts";
import { t } from "./words.ts";

/** Who gets a mail of a new serious case. */
export function RecipientsCard() {
  const load = createLoad(
    () => true,
    () => api("GET cases/recipients", { query: undefined }),
  );
  return (
    <section class="card stack">
      <h2 class="card__title">{t("mails")}</h2>
      <p>{t("mailsLead")}</p>
      <Loaded load={load} value={load.value()}>
        {(now) => <Addresses saved={now().recipients} onSaved={(recipients) => load.take({ recipients })} />}
      </Loaded>
    </section>
  );
}

function Addresses(props: { saved: readonly string[]; onSaved: (recipients: string[]) => void }) {
  const [text, setText] = createSignal(props.saved.join("\n"));
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const read = () => readAddresses(text());
  const error = () => {
    const said = read();
    if (!tried() || said.kind === "ok" || said.kind === "none") return undefined;
    return said.kind === "wrong" ? t("recipientsWrong", { address: said.address }) : t("recipientsMany");
  };
  const save = async () => {
    setTried(true);
    const said = read();
    if (busy() || said.kind === "wrong" || said.kind === "many") return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("PUT cases/recipients", {
      body: { recipients: said.kind === "ok" ? [...said.addresses] : [] },
    });
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.error);
    setText(answer.value.recipients.join("\n"));
    props.onSaved(answer.value.recipients);
    say(t("mailsSaved"));
  };
  return (
    <>
      <AreaField
        label={t("recipients")}
        hint={t("recipientsHint")}
        rows={3}
        maxlength={1_500}
        value={text()}
        onInput={setText}
        error={error()}
      />
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <div>
        <Button
          busy={busy()}
          busyLabel={t("saving")}
          blockedBecause={online() ? undefined : problemText("offline")}
          onPress={() => void save()}
        >
          {t("mailsSave")}
        </Button>
      </div>
    </>
  );
}
