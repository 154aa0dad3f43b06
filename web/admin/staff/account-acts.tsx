import { createSignal, Show } from "solid-js";
import type { StaffAccount } from "../../../schema/api/staff.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { GivenPassword } from "./given-password.tsx";
import { t } from "./words.ts";

/** Something done to an account that is logged with its reason. */
export interface AccountAct {
  readonly kind: "stop" | "start" | "password" | "sign-out" | "factor";
  readonly account: StaffAccount;
}

/** Asks before it, does it, and shows a new password once. */
export function AccountActs(props: {
  act: AccountAct;
  onClose: () => void;
  onDone: () => void;
  /** Letting it sign in again waits for another person. */
  onWaits: () => void;
}) {
  const [password, setPassword] = createSignal<string>();
  const words = () => {
    const { name } = props.act.account;
    return {
      stop: { title: t("stopTitle", { name }), text: t("stopText"), confirm: t("stop") },
      start: { title: t("startTitle", { name }), text: t("startText"), confirm: t("start") },
      "sign-out": { title: t("signOutTitle", { name }), text: t("signOutText"), confirm: t("signOutAll") },
      factor: { title: t("factorTitle", { name }), text: t("factorText"), confirm: t("factorReset") },
      password: { title: t("passwordTitle", { name }), text: t("passwordText"), confirm: t("newPassword") },
    }[props.act.kind];
  };
  const act = async (reason: string): Promise<Trouble | undefined> => {
    const ask = { path: { id: props.act.account.staffId }, body: { reason } };
    if (props.act.kind === "password") {
      const answer = await api("POST staff/:id/password", ask);
      if (!answer.ok) return answer.error;
      setPassword(answer.value.firstPassword ?? undefined);
    } else {
      const answer = await {
        stop: () => api("POST staff/:id/stop", ask),
        start: () => api("POST staff/:id/start", ask),
        "sign-out": () => api("POST staff/:id/sessions/end", ask),
        factor: () => api("POST staff/:id/factor/reset", ask),
      }[props.act.kind]();
      if (!answer.ok) return answer.error;
      if ("outcome" in answer.value) props.onWaits();
    }
    props.onDone();
  };
  return (
    <Show
      when={password()}
      fallback={
        <ReasonDialog
          danger={props.act.kind === "stop" || props.act.kind === "sign-out"}
          words={{
            ...words(),
            busy: t("working"),
            keep: t("keep"),
            reason: { label: t("reason"), hint: t("reasonHint"), missing: t("reasonMissing") },
          }}
          act={act}
          // A new password takes the dialog's place; then it is that one which closes.
          onClose={() => password() === undefined && props.onClose()}
        />
      }
    >
      {(given) => (
        <GivenPassword
          title={words().title}
          loginId={props.act.account.loginId}
          password={given()}
          onClose={props.onClose}
        />
      )}
    </Show>
  );
}
