import { For } from "solid-js";
import { Tick } from "../../shared/components/field.tsx";
import { t } from "./words.ts";

/** What only the holder of a paper coupon knows. */
export const QUESTIONS = ["askSerial", "askPlace", "askDate"] as const;
export type Question = (typeof QUESTIONS)[number];

/** What the caller has said by themselves, ticked by the agent; a lost sheet is replaced only after all three. */
export function IdentityCard(props: {
  answered: ReadonlySet<Question>;
  onChange: (question: Question, answered: boolean) => void;
}) {
  return (
    <section class="card">
      <h2 class="card__title">{t("step", { number: "1", what: t("askHeading") })}</h2>
      <For each={QUESTIONS}>
        {(question) => (
          <Tick
            label={t(question)}
            checked={props.answered.has(question)}
            onChange={(answered) => props.onChange(question, answered)}
          />
        )}
      </For>
    </section>
  );
}
