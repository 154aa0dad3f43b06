import { useNavigate } from "@solidjs/router";
import { ChangePassword } from "../../shared/sign-in/change-password.tsx";
import { to } from "../frame/addresses.ts";
import { Frame } from "../frame/frame.tsx";
import { t } from "../words/words.ts";

/** Change the password, from the settings. */
export function PasswordPage() {
  const navigate = useNavigate();
  return (
    <Frame title={t("changePassword")} backTo={to.settings}>
      <section class="card" style={{ "max-width": "32rem" }}>
        <ChangePassword onDone={() => navigate(to.settings, { replace: true })} />
      </section>
    </Frame>
  );
}
