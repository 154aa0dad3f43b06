import { useNavigate } from "@solidjs/router";
import { to } from "../frame/addresses.ts";
import { Frame } from "../frame/frame.tsx";
import { t } from "../words/words.ts";
import { NewPassword } from "./new-password.tsx";

/** Change the password, from the settings. */
export function PasswordPage() {
  const navigate = useNavigate();
  return (
    <Frame title={t("changePassword")} backTo={to.settings}>
      <section class="card" style={{ "max-width": "32rem" }}>
        <NewPassword onDone={() => navigate(to.settings, { replace: true })} />
      </section>
    </Frame>
  );
}
