import { createSignal, Show } from "solid-js";
import type { Passkeys } from "../../schema/api/passkeys.ts";
import type { ProblemCode } from "../../schema/errors.ts";
import { api } from "../../web/shared/client/api.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import type { ClientCode } from "../../web/shared/i18n/problem-words.ts";
import { OwnCode } from "../session/own-code.tsx";
import { t } from "./words.ts";

/** The way out for who has no registered phone any more: a fresh code, and a day's wait that can be called off (PSK-7). */
export function EndLimit(props: { own: Passkeys; onChanged: () => void }) {
  const [open, setOpen] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<ProblemCode | ClientCode>();
  const done = (failed: ProblemCode | ClientCode | undefined, words: "limitEnding" | "limitStays") => {
    setBusy(false);
    if (failed) return void setTrouble(failed);
    setOpen(false);
    say(t(words));
    props.onChanged();
  };
  const begin = () => {
    setTrouble(undefined);
    setBusy(true);
  };
  const end = async () => {
    if (busy()) return;
    begin();
    const answer = await api("POST residents/payment-limit/end");
    done(answer.ok ? undefined : answer.error.code, "limitEnding");
  };
  const keep = async () => {
    if (busy()) return;
    begin();
    const answer = await api("DELETE residents/payment-limit/end");
    done(answer.ok ? undefined : answer.error.code, "limitStays");
  };
  return (
    <>
      <Show when={trouble()}>{(code) => <ProblemNote code={code()} />}</Show>
      <Show
        when={props.own.limit.endsAtMs === null}
        fallback={
          <Button wide busy={busy()} onPress={() => void keep()}>
            {t("limitKeep")}
          </Button>
        }
      >
        <Show
          when={open()}
          fallback={
            <Button tone="plain" wide onPress={() => setOpen(true)}>
              {t("limitLost")}
            </Button>
          }
        >
          <p>{t("limitLostText")}</p>
          <Show
            when={props.own.asksCode}
            fallback={
              <Button wide busy={busy()} busyLabel={t("saving")} onPress={() => void end()}>
                {t("limitEnd")}
              </Button>
            }
          >
            <OwnCode label={t("limitEnd")} onProven={() => void end()} />
          </Show>
        </Show>
      </Show>
    </>
  );
}
