import { useNavigate, useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, Match, on, Switch } from "solid-js";
import { TRACE_STARTS, type TraceStart } from "../../../schema/api/traces.ts";
import { MAX_REASON } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import styles from "./trace.module.css";
import { t } from "./words.ts";

const VALUE_WORDS = {
  resident: "residentValue",
  staff: "staffValue",
  coupon: "couponValue",
  store: "storeValue",
  network: "networkValue",
} as const;

/** Nobody of that name or number, or not in this region. */
const NOT_HERE: ReadonlySet<string> = new Set(["not-found", "store-not-found", "coupon-not-found"]);

function isStart(text: string | undefined): text is TraceStart {
  return TRACE_STARTS.some((start) => start === text);
}

/** Where a walk begins: with whom, and why (S22). An address of another screen may name the one to begin with. */
export default function TracePage() {
  const [query] = useSearchParams<{ kind?: string; value?: string }>();
  const navigate = useNavigate();
  const [kind, setKind] = createSignal<TraceStart>("store");
  const [value, setValue] = createSignal("");
  const [reason, setReason] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  createEffect(
    on(
      () => [query.kind, query.value] as const,
      ([from, id]) => {
        if (isStart(from as string | undefined)) setKind(from as TraceStart);
        if (typeof id === "string") setValue(id);
      },
    ),
  );
  const open = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy() || !online() || value().trim() === "" || reason().trim() === "") return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST traces", {
      body: { kind: kind(), value: value().trim(), reason: reason().trim() },
    });
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.error);
    navigate(`/trace/${answer.value.traceId}`);
  };
  return (
    <>
      <header class="head">
        <h1>{t("trace")}</h1>
      </header>
      <form class={`card ${styles.form}`} onSubmit={open} novalidate>
        <p>{t("lead")}</p>
        <div class={styles.fields}>
          <SelectField<TraceStart>
            label={t("kind")}
            value={kind()}
            options={TRACE_STARTS.map((start) => ({ value: start, label: t(start) }))}
            onChange={setKind}
          />
          <TextField
            label={t(VALUE_WORDS[kind()])}
            required
            maxlength={200}
            value={value()}
            onInput={setValue}
            error={tried() && value().trim() === "" ? t("valueMissing") : undefined}
          />
        </div>
        <TextField
          label={t("reason")}
          hint={t("reasonHint")}
          required
          maxlength={MAX_REASON}
          value={reason()}
          onInput={setReason}
          error={tried() && reason().trim() === "" ? t("reasonMissing") : undefined}
        />
        <Switch>
          <Match when={NOT_HERE.has(trouble()?.code ?? "")}>
            <Note tone="danger" announce="alert">
              {t("notHere")}
            </Note>
          </Match>
          <Match when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Match>
        </Switch>
        <div>
          <Button
            type="submit"
            tone="primary"
            icon="search"
            busy={busy()}
            busyLabel={t("opening")}
            blockedBecause={online() ? undefined : problemText("offline")}
          >
            {t("open")}
          </Button>
        </div>
      </form>
    </>
  );
}
