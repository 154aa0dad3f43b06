import { createSignal, Show } from "solid-js";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import styles from "./organisations.module.css";
import type { Fault, StoreDraft } from "./store-form.ts";
import { t } from "./words.ts";

/** A device that doesn't know where it is after this long is not waited for. */
const POSITION_WITHIN_MS = 15_000;

/** Where the store stands: two numbers, or where this device is. */
export function PinFields(props: {
  draft: StoreDraft;
  faults: ReadonlySet<Fault>;
  onChange: (part: Partial<StoreDraft>) => void;
}) {
  const [asking, setAsking] = createSignal(false);
  const [said, setSaid] = createSignal<{ readonly text: string; readonly failed: boolean }>();
  const here = () => {
    setAsking(true);
    setSaid(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setAsking(false);
        props.onChange({ latitude: coords.latitude.toFixed(6), longitude: coords.longitude.toFixed(6) });
        setSaid({
          text: t("pinAccuracy", { metres: String(Math.round(coords.accuracy)) }),
          failed: false,
        });
      },
      () => {
        setAsking(false);
        setSaid({ text: t("pinFailed"), failed: true });
      },
      { enableHighAccuracy: true, timeout: POSITION_WITHIN_MS, maximumAge: 0 },
    );
  };
  return (
    <section class="card stack">
      <h2 class="card__title">{t("pin")}</h2>
      <div class={styles.fields}>
        <TextField
          label={t("latitude")}
          hint={t("pinHint")}
          value={props.draft.latitude}
          onInput={(latitude) => props.onChange({ latitude })}
          maxlength={20}
          error={props.faults.has("latitude") ? t("pinWrong") : undefined}
        />
        <TextField
          label={t("longitude")}
          hint={t("pinHintEast")}
          value={props.draft.longitude}
          onInput={(longitude) => props.onChange({ longitude })}
          maxlength={20}
          error={props.faults.has("longitude") ? t("pinWrong") : undefined}
        />
      </div>
      <div>
        <Button icon="pin" busy={asking()} busyLabel={t("pinAsking")} onPress={here}>
          {t("pinHere")}
        </Button>
      </div>
      <Show when={said()}>
        {(one) => (
          <Note tone={one().failed ? "warn" : "ok"} announce="polite">
            {one().text}
          </Note>
        )}
      </Show>
    </section>
  );
}
