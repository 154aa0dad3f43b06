import { createMemo, type JSX, Show } from "solid-js";
import { residentSession } from "../../web/shared/client/session.ts";
import { CodeAgain } from "./code-again.tsx";

/**
 * Asks for a code over a screen that moves money, where this device was away too long (RES-11). The screen stays as it was
 * beneath, so that after the code it goes on with the same amount.
 */
export function Proven(props: { children: JSX.Element }) {
  const asked = () => residentSession.me()?.codeNeeded ?? false;
  // A screen that was never let in is not made: it would open the camera, or ask about a coupon, for nothing.
  const shown = createMemo<boolean>((before) => before || !asked(), false);
  return (
    <>
      <Show when={shown()}>
        <div hidden={asked()}>{props.children}</div>
      </Show>
      <Show when={asked()}>
        <CodeAgain />
      </Show>
    </>
  );
}
