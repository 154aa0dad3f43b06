import { Show } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import { Note } from "../../shared/components/note.tsx";
import { Loaded } from "../client/loaded.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { QuestionForm } from "./question-form.tsx";
import styles from "./sales.module.css";
import { createQuestion, type Question } from "./sales-question.ts";
import { SalesRows } from "./sales-rows.tsx";
import { SalesSums } from "./sales-sums.tsx";
import { t } from "./words.ts";

/** A month by day, or every store of a head office, fits one page. */
const ROWS = 100;

/** What a merchant's stores took (SAL-1): for head offices all of them side by side, for a branch its own. */
export default function SalesPage() {
  const asked = createQuestion();
  const list = createPageTurner(
    () => {
      const question = asked.question();
      return question && staffSession.me() ? JSON.stringify(question) : undefined;
    },
    (key, after) =>
      api("GET sales", {
        query: { ...(JSON.parse(key) as Question), limit: ROWS, ...(after === undefined ? {} : { after }) },
      }),
  );
  return (
    <>
      <header class="head">
        <h1>{t("sales")}</h1>
        <p class="quiet">{t("lead")}</p>
      </header>
      <Show when={asked.stores().length > 0} fallback={<Note>{t("noStore")}</Note>}>
        <section class={`card ${styles.ask}`}>
          <QuestionForm of={asked} />
        </section>
        <Show when={asked.question()}>
          {(question) => (
            <Loaded load={list.load} value={list.load.value()}>
              {(page) => (
                <section class={`card ${styles.ask}`}>
                  <SalesSums page={page()} />
                  <SalesRows question={question()} page={page()} list={list} />
                </section>
              )}
            </Loaded>
          )}
        </Show>
      </Show>
    </>
  );
}
