import { A } from "@solidjs/router";
import { For } from "solid-js";
import { Icon } from "../../shared/icons/icon.tsx";
import styles from "./figures.module.css";
import { t } from "./words.ts";

/** What a new region needs before its first coupon, in the order in which one makes the next possible. */
const STEPS = [
  { href: "/terms", what: "firstTerms", why: "firstTermsWhy" },
  { href: "/organisations", what: "firstOrganisations", why: "firstOrganisationsWhy" },
  { href: "/imports", what: "firstImports", why: "firstImportsWhy" },
  { href: "/programmes", what: "firstProgramme", why: "firstProgrammeWhy" },
  { href: "/fund", what: "firstFund", why: "firstFundWhy" },
  { href: "/programmes", what: "firstOpen", why: "firstOpenWhy" },
] as const;

/** The office of a region in which nothing is approved yet: the way to the first coupon. */
export function FirstSteps() {
  return (
    <>
      <header class="head">
        <h1>{t("figures")}</h1>
      </header>
      <section class="card">
        <h2 class="card__title">{t("firstTitle")}</h2>
        <p>{t("firstLead")}</p>
        <ol class="list">
          <For each={STEPS}>
            {(step, i) => (
              <li>
                <A class="list__row" href={step.href}>
                  <span class={styles.stepNumber} aria-hidden="true">
                    {i() + 1}
                  </span>
                  <span class="list__main">
                    <span class="strong">{t(step.what)}</span>
                    <br />
                    <span class="quiet small">{t(step.why)}</span>
                  </span>
                  <Icon name="next" />
                </A>
              </li>
            )}
          </For>
        </ol>
      </section>
    </>
  );
}
