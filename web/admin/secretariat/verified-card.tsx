import { Match, onCleanup, Show, Switch } from "solid-js";
import type { Verification } from "../../../schema/api/seals.ts";
import { DAY_MS } from "../../../schema/calendar.ts";
import { api } from "../../shared/client/api.ts";
import { DateTime, Day } from "../../shared/components/date-time.tsx";
import { Note } from "../../shared/components/note.tsx";
import { createLoad } from "../client/load.ts";
import { t } from "./words.ts";

/** An audit a day is the rule (ASOF-1); this long without one is a person's business. */
const OLD_MS = 2 * DAY_MS;
const READ_EVERY_MS = 5 * 60_000;

/** When all books were last looked through, what came of it, and up to which date they are final (AUD-5, ASOF-1). */
export function VerifiedCard() {
  const verification = createLoad(
    () => "now",
    () => api("GET verification"),
  );
  const timer = setInterval(() => void verification.reload(), READ_EVERY_MS);
  onCleanup(() => clearInterval(timer));
  return (
    <Show when={verification.value()}>
      {(now) => (
        <section class="card card--tight">
          <h2 class="card__title">{t("verified")}</h2>
          <Verdict verification={now()} />
          <dl class="lines">
            <Show when={now().lastAudit}>
              {(audit) => (
                <div>
                  <dt>{t("verifiedAt")}</dt>
                  <dd>
                    <DateTime atMs={audit().endedAtMs} />
                  </dd>
                </div>
              )}
            </Show>
            <div>
              <dt>{t("sealedThrough")}</dt>
              <dd>
                <Show when={now().sealedThrough} fallback={t("sealedNone")}>
                  {(date) => <Day date={date()} />}
                </Show>
              </dd>
            </div>
          </dl>
          <Show when={now().sealedThrough}>
            <p class="small quiet">{t("sealedHint")}</p>
          </Show>
        </section>
      )}
    </Show>
  );
}

function Verdict(props: { verification: Verification }) {
  const audit = () => props.verification.lastAudit;
  return (
    <Switch fallback={<Note tone="ok">{t("verifiedHolds")}</Note>}>
      <Match when={audit() === null}>
        <Note>{t("verifiedNone")}</Note>
      </Match>
      <Match when={audit()?.holds === false}>
        <Note tone="danger">{t("verifiedBroken")}</Note>
      </Match>
      <Match when={props.verification.serverNowMs - (audit()?.endedAtMs ?? 0) > OLD_MS}>
        <Note tone="warn">{t("verifiedOld")}</Note>
      </Match>
    </Switch>
  );
}
