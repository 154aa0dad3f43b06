import { Navigate, useLocation } from "@solidjs/router";
import { type JSX, Match, Switch } from "solid-js";
import { whenBack } from "../../web/shared/client/online.ts";
import { residentSession } from "../../web/shared/client/session.ts";
import { Waiting } from "../frame/waiting.tsx";
import { signedIn, startSession } from "./signed-in.ts";

/** Lets through who is signed in; anybody else signs in first and then comes back to this address. */
export function Gate(props: { children: JSX.Element }) {
  const location = useLocation();
  const next = () => encodeURIComponent(location.pathname + location.search);
  // Opened without a network, nobody could be asked who this is.
  whenBack(() => {
    if (residentSession.me() === undefined) void startSession();
  });
  // Who comes to the front door of a phone that knows nobody finds it open to sign in, while the system is still being asked.
  const atTheDoor = () => signedIn() === "asking" && /^\/wallet\/?$/.test(location.pathname);
  return (
    <Switch>
      <Match when={signedIn() === "yes"}>{props.children}</Match>
      <Match when={signedIn() === "asking" && !atTheDoor()}>
        <div class="phone">
          <main class="phone__body">
            <Waiting />
          </main>
        </div>
      </Match>
      <Match when={signedIn() === "no" || atTheDoor()}>
        <Navigate href={`/wallet/sign-in?next=${next()}`} />
      </Match>
    </Switch>
  );
}
