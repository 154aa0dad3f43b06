import { OwnSessions } from "../../shared/sign-in/own-sessions.tsx";
import { to } from "../frame/addresses.ts";
import { Frame } from "../frame/frame.tsx";
import { t } from "../words/words.ts";

/** Where I am signed in, from the settings. */
export function SessionsPage() {
  return (
    <Frame title={t("whereSignedIn")} backTo={to.settings}>
      <OwnSessions />
    </Frame>
  );
}
