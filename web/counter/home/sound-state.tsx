import { createSignal, onCleanup, Show } from "solid-js";
import { Button } from "../../shared/components/button.tsx";
import { wakeSound } from "../../shared/sound/payment-sound.ts";
import { chimeSwitch, speechSwitch } from "../session/preferences.ts";
import { t } from "../words/words.ts";

/** Says when no sound would come: switched off here, or not allowed by the browser before the first touch. */
export function SoundState() {
  const [touched, setTouched] = createSignal(hasBeenTouched());
  const look = () => setTouched(true);
  addEventListener("pointerdown", look);
  addEventListener("keydown", look);
  onCleanup(() => {
    removeEventListener("pointerdown", look);
    removeEventListener("keydown", look);
  });
  const silent = () => !chimeSwitch.on() && !speechSwitch.on();
  const turnOn = () => {
    wakeSound();
    chimeSwitch.set(true);
    speechSwitch.set(true);
  };
  return (
    <Show
      when={silent()}
      fallback={
        <Show when={!touched()}>
          <p class="small quiet">{t("soundNeedsTouch")}</p>
        </Show>
      }
    >
      <p class="row row--apart">
        <span class="small quiet">{t("soundOff")}</span>
        <Button icon="sound" onPress={turnOn}>
          {t("soundOn")}
        </Button>
      </p>
    </Show>
  );
}

/** Browsers that can't say are taken to be touched: the app wakes the sound at every touch anyway. */
function hasBeenTouched(): boolean {
  return navigator.userActivation?.hasBeenActive ?? true;
}
