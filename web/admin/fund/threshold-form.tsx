import { createSignal, Match, Show, Switch } from "solid-js";
import type { IssuerShare, Threshold } from "../../../schema/api/fund.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { Field, SelectField, TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { SwitchView } from "../../shared/components/switch-view.tsx";
import { say } from "../../shared/components/toast.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { readAddresses } from "./addresses.ts";
import styles from "./fund.module.css";
import { t } from "./words.ts";
import { parseYenText } from "./yen-text.ts";

type Measure = Threshold["measure"];

/** Sets a warning: of what, below what, to whom. */
export function ThresholdForm(props: {
  programmeId: string;
  unit: string;
  issuers: readonly IssuerShare[];
  onSaved: () => void;
}) {
  const [issuerId, setIssuerId] = createSignal("");
  const [measure, setMeasure] = createSignal<Measure>("percent");
  const [yenText, setYenText] = createSignal("");
  const [percentText, setPercentText] = createSignal("10");
  const [text, setText] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();

  const percent = () => {
    const plain = percentText().normalize("NFKC").trim();
    return /^\d{1,3}$/.test(plain) && Number(plain) >= 1 && Number(plain) <= 100 ? Number(plain) : null;
  };
  const below = () => (measure() === "yen" ? parseYenText(yenText()) : percent());
  const read = () => readAddresses(text());
  const addressError = () => {
    if (!tried()) return undefined;
    const said = read();
    if (said.kind === "none") return t("recipientsMissing");
    if (said.kind === "many") return t("recipientsMany");
    return said.kind === "wrong" ? t("recipientsWrong", { address: said.address }) : undefined;
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const amount = below();
    const said = read();
    if (busy() || !online() || amount === null || said.kind !== "ok") return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST programmes/:id/thresholds", {
      path: { id: props.programmeId },
      body: {
        issuerId: issuerId() === "" ? null : issuerId(),
        measure: measure(),
        below: amount,
        recipients: [...said.addresses],
      },
    });
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.error);
    setTried(false);
    setText("");
    setYenText("");
    say(t("saved"));
    props.onSaved();
  };
  return (
    <form class={`card ${styles.form}`} onSubmit={save} novalidate>
      <h2 class="card__title">{t("addThreshold")}</h2>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <div class={styles.fields}>
        <SelectField
          label={t("about")}
          value={issuerId()}
          options={[
            { value: "", label: t("wholeFund") },
            ...props.issuers.map((one) => ({
              value: one.issuerId as string,
              label: t("shareOf", { issuer: one.name }),
            })),
          ]}
          onChange={setIssuerId}
        />
        <div class="field">
          <span class="field__label">{t("measure")}</span>
          <SwitchView<Measure>
            label={t("measure")}
            value={measure()}
            options={[
              { value: "percent", label: t("measurePercent") },
              { value: "yen", label: t("measureYen") },
            ]}
            onChange={setMeasure}
          />
        </div>
        <Switch>
          <Match when={measure() === "percent"}>
            <TextField
              label={t("percent")}
              inputmode="numeric"
              maxlength={3}
              value={percentText()}
              onInput={setPercentText}
              error={tried() && percent() === null ? t("percentMissing") : undefined}
            />
          </Match>
          <Match when={measure() === "yen"}>
            <TextField
              label={t("amount")}
              hint={
                below() === null
                  ? t("amountHint")
                  : t("amountRead", { money: moneyText(below() ?? 0, props.unit, locale()) })
              }
              maxlength={20}
              value={yenText()}
              onInput={setYenText}
              error={tried() && below() === null ? t("amountMissing") : undefined}
            />
          </Match>
        </Switch>
      </div>
      <Field label={t("recipients")} hint={t("recipientsHint")} error={addressError()}>
        {(ids) => (
          <span class="field__box" classList={{ "field__box--bad": addressError() !== undefined }}>
            <textarea
              id={ids().id}
              rows={3}
              maxlength={1_500}
              inputmode="email"
              autocomplete="off"
              spellcheck={false}
              aria-describedby={ids().describedBy}
              aria-invalid={ids().invalid}
              value={text()}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </span>
        )}
      </Field>
      <div>
        <Button
          type="submit"
          tone="primary"
          busy={busy()}
          busyLabel={t("saving")}
          blockedBecause={online() ? undefined : problemText("offline")}
        >
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
