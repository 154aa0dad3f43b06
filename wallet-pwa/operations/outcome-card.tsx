import { type JSX, Show } from "solid-js";
import type { StoredOperation } from "../../web/shared/client/operation-store.ts";
import type { Ending } from "../../web/shared/client/operations.ts";
import { DateTime } from "../../web/shared/components/date-time.tsx";
import { Digits } from "../../web/shared/components/digits.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { Lines } from "../../web/shared/components/ticket.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { problemWords } from "../../web/shared/i18n/problem-words.ts";
import { t } from "../i18n/words.ts";
import { outcomeWords } from "./outcome-words.ts";

/** The end of an operation in plain words (OPR-5), with what it was about. */
export function OutcomeCard(props: {
  operation: StoredOperation;
  ending: Ending<unknown>;
  children?: JSX.Element;
}) {
  const words = () => outcomeWords(props.operation.kind, props.ending.outcome);
  const reason = () => (props.ending.outcome === "not-done" ? props.ending.code : null);
  const receiptNumber = () =>
    props.ending.outcome === "done" ? props.ending.found?.payment?.receipt.receiptNumber : undefined;
  const lines = () => [
    {
      label: props.operation.kind === "payment" ? t("store") : t("chargeInto"),
      value: props.operation.party,
    },
    {
      label: t("amount"),
      value: <Yen amount={props.operation.amountYen} unit={props.operation.unitWord} size="text" />,
    },
    { label: t("tried"), value: <DateTime atMs={props.operation.startedAtMs} seconds /> },
    ...(receiptNumber()
      ? [{ label: t("receiptNumber"), value: <Digits value={receiptNumber() ?? ""} /> }]
      : []),
  ];
  return (
    <>
      <Note tone={words().tone} icon={words().icon} announce="alert">
        <p class="strong">{t(words().title)}</p>
        <p>{t(words().text)}</p>
      </Note>
      <Show when={reason()}>
        {(code) => (
          <p>
            <span class="quiet">{t("reason")}</span>
            <br />
            {problemWords(code()).what}
          </p>
        )}
      </Show>
      <section class="card card--tight">
        <Lines lines={lines()} />
      </section>
      {props.children}
    </>
  );
}
