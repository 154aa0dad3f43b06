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
  return (
    <Switch>
      <Match when={signedIn() === "yes"}>{props.children}</Match>
      <Match when={signedIn() === "asking"}>
        <div class="phone">
          <main class="phone__body">
            <Waiting />
          </main>
        </div>
      </Match>
      <Match when={signedIn() === "no"}>
        <Navigate href={`/wallet/sign-in?next=${next()}`} />
      </Match>
    </Switch>
  );
}
