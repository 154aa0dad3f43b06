import { createSignal, Show } from "solid-js";
import type { Application, DecidedApplication } from "../../../schema/api/applications.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { Tick } from "../../shared/components/field.tsx";
import { ReasonDialog, type ReasonWords } from "../client/reason-dialog.tsx";
import styles from "./organisations.module.css";
import { t } from "./words.ts";

type Choice = "approved" | "returned" | "refused";

/** Approve, send back or refuse; the version that was read goes along, so that no other is decided by mistake. */
export function Decision(props: {
  application: Application;
  onDecided: (decided: DecidedApplication) => void;
}) {
  const [choice, setChoice] = createSignal<Choice>();
  const email = () => props.application.form.contact.email;
  /** By mail where there is an address: then nobody hands a password over. */
  const [invite, setInvite] = createSignal(email() !== "");
  const words = (chosen: Choice): ReasonWords => {
    const name = props.application.storeName;
    const said = {
      approved: { title: t("approveTitle", { name }), text: t("approveText"), confirm: t("approve") },
      returned: { title: t("returnTitle", { name }), text: t("returnText"), confirm: t("returnIt") },
      refused: { title: t("refuseTitle", { name }), text: t("refuseText"), confirm: t("refuse") },
    }[chosen];
    const reason = { label: t("reason"), hint: t("reasonHint"), missing: t("reasonMissing") };
    return {
      ...said,
      busy: t("working"),
      keep: t("keep"),
      ...(chosen === "approved" ? {} : { reason }),
    };
  };
  const decide = async (decision: Choice, reason: string) => {
    const answer = await api("POST applications/:id/decision", {
      path: { id: props.application.applicationId },
      body: {
        version: props.application.version,
        decision,
        reason,
        invite: decision === "approved" && invite(),
      },
    });
    if (!answer.ok) return answer.error;
    props.onDecided(answer.value);
  };
  return (
    <section class="card stack">
      <h2 class="card__title">{t("decide")}</h2>
      <div class={styles.badges}>
        <Button tone="primary" icon="check" onPress={() => setChoice("approved")}>
          {t("approve")}
        </Button>
        <Button icon="undo" onPress={() => setChoice("returned")}>
          {t("returnIt")}
        </Button>
        <Button tone="danger" icon="close" onPress={() => setChoice("refused")}>
          {t("refuse")}
        </Button>
      </div>
      <Show when={choice()} keyed>
        {(chosen) => (
          <ReasonDialog
            words={words(chosen)}
            danger={chosen === "refused"}
            act={(reason) => decide(chosen, reason)}
            onClose={() => setChoice(undefined)}
          >
            <Show when={chosen === "approved" && email() !== ""}>
              <Tick label={t("inviteByMail", { to: email() })} checked={invite()} onChange={setInvite} />
            </Show>
          </ReasonDialog>
        )}
      </Show>
    </section>
  );
}
