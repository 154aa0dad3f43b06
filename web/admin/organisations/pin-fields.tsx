import { createMemo, createSignal, ErrorBoundary, lazy, Show, Suspense } from "solid-js";
import type { Pin } from "../../../schema/api/stores.ts";
import { judgePin, metresBetween, pinAt, samePin } from "../../../schema/pins.ts";
import { ok } from "../../../schema/result.ts";
import { staffSession } from "../../shared/client/session.ts";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { t as common } from "../../shared/i18n/words.ts";
import { townsOf } from "../../shared/map/areas.ts";
import { createLoad } from "../client/load.ts";
import styles from "./organisations.module.css";
import { type ArrowKey, FAR_STEP_METRES, STEP_METRES } from "./pin-step.ts";
import { degreesText, type Fault, pinOfDraft, type StoreDraft } from "./store-form.ts";
import { t } from "./words.ts";

/** A device that doesn't know where it is after this long is not waited for. */
const POSITION_WITHIN_MS = 15_000;
const PinMap = lazy(() => import("./pin-map.tsx"));

/**
 * Where the store stands: on a map, where this device is, or as two numbers, which stay to be read and written whatever
 * happens to the map. What is outside Japan or the region is not taken from map and device; outside the municipality of the
 * address is said (MAP-6).
 */
export function PinFields(props: {
  draft: StoreDraft;
  /** Where it is saved. */
  saved: Pin | null;
  faults: ReadonlySet<Fault>;
  onChange: (part: Partial<StoreDraft>) => void;
}) {
  const [asking, setAsking] = createSignal(false);
  const [onMap, setOnMap] = createSignal(false);
  const [said, setSaid] = createSignal<{ readonly text: string; readonly failed: boolean }>();
  const pin = createMemo(() => pinOfDraft(props.draft), undefined, { equals: samePin });
  const moved = () => !samePin(pin(), props.saved);
  // Asked for once there is something to show or to judge.
  const wanted = createMemo<boolean>((was) => was || onMap() || moved(), false);
  const load = createLoad(
    () => (wanted() ? staffSession.me()?.region.regionId : undefined),
    async (regionId) => ok(await townsOf(regionId)),
  );
  const towns = () => load.value()?.rows ?? [];
  // Of some municipalities only nobody can say that a place is in none; saving asks the server.
  const judge = (at: Pin) =>
    judgePin(at, load.value()?.complete ? towns() : [], props.draft.identity.municipality);
  const judgement = createMemo(() => {
    const at = pin();
    return at && moved() ? judge(at) : undefined;
  });

  const move = (at: Pin, saying: string) => {
    const { kind } = judge(at);
    if (kind === "outside-japan" || kind === "outside-region")
      return setSaid({ text: t(`pin_${kind}`), failed: true });
    const [latitude, longitude] = [degreesText(at.latitudeE6), degreesText(at.longitudeE6)];
    props.onChange({ latitude, longitude });
    setSaid({ text: `${saying}${t("pinPlace", { north: latitude, east: longitude })}`, failed: false });
  };
  const step = (at: Pin, by?: ArrowKey) => {
    const from = pin();
    const metres = from ? String(Math.round(metresBetween(from, at))) : "";
    move(at, by ? t(`pinStep_${by}`, { metres }) : "");
  };
  const here = () => {
    setAsking(true);
    setSaid(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setAsking(false);
        move(pinAt(coords), t("pinAccuracy", { metres: String(Math.round(coords.accuracy)) }));
      },
      () => {
        setAsking(false);
        setSaid({ text: t("pinFailed"), failed: true });
      },
      { enableHighAccuracy: true, timeout: POSITION_WITHIN_MS, maximumAge: 0 },
    );
  };
  const write = (part: Partial<StoreDraft>) => {
    setSaid(undefined);
    props.onChange(part);
  };
  return (
    <section class="card stack">
      <h2 class="card__title">{t("pin")}</h2>
      <p class="quiet">{t("pinLead")}</p>
      <div class={styles.badges}>
        <Button icon="map" onPress={() => setOnMap(!onMap())}>
          {onMap() ? t("pinCloseMap") : t("pinOnMap")}
        </Button>
        <Button icon="pin" busy={asking()} busyLabel={t("pinAsking")} onPress={here}>
          {t("pinHere")}
        </Button>
      </div>
      <Show when={onMap()}>
        <p class="quiet small">
          {t("pinMapHow", { step: String(STEP_METRES), far: String(FAR_STEP_METRES) })}
        </p>
        <ErrorBoundary fallback={<Note icon="map">{t("pinMapFailed")}</Note>}>
          <Suspense fallback={<p role="status">{common("mapLoading")}</p>}>
            <PinMap
              pin={pin()}
              was={moved() ? props.saved : null}
              towns={towns()}
              municipality={props.draft.identity.municipality}
              onMove={step}
            />
          </Suspense>
        </ErrorBoundary>
      </Show>
      <p role="status" class={said()?.failed ? "field__error" : "quiet"}>
        {said()?.text}
      </p>
      <div class={styles.fields}>
        <TextField
          label={t("latitude")}
          hint={t("pinHint")}
          value={props.draft.latitude}
          onInput={(latitude) => write({ latitude })}
          maxlength={20}
          error={props.faults.has("latitude") ? t("pinWrong") : undefined}
        />
        <TextField
          label={t("longitude")}
          hint={t("pinHintEast")}
          value={props.draft.longitude}
          onInput={(longitude) => write({ longitude })}
          maxlength={20}
          error={props.faults.has("longitude") ? t("pinWrong") : undefined}
        />
      </div>
      <Judged saved={props.saved} pin={moved() ? pin() : null} judgement={judgement()} />
    </section>
  );
}

/** What is to be known of a pin before it is saved. */
function Judged(props: {
  saved: Pin | null;
  /** Null where it stays, or is none. */
  pin: Pin | null;
  judgement: ReturnType<typeof judgePin> | undefined;
}) {
  const outsideTown = () => (props.judgement?.kind === "outside-town" ? props.judgement : undefined);
  return (
    <>
      <Show when={outsideTown()}>
        {(one) => (
          <Note tone="warn" announce="polite">
            {t("pinOutsideTown", { town: one().town, metres: wholeMetres(one().metres) })}
          </Note>
        )}
      </Show>
      <Show when={props.judgement?.kind === "outside-region"}>
        <Note tone="danger" announce="alert">
          {t("pinOutsideRegion")}
        </Note>
      </Show>
      <Show when={props.pin && props.judgement?.kind !== "outside-region"}>
        <p>
          {props.saved && props.pin
            ? t("pinMoved", { metres: wholeMetres(metresBetween(props.saved, props.pin)) })
            : t("pinNew")}
        </p>
      </Show>
    </>
  );
}

const wholeMetres = (metres: number) => formatNumber(Math.round(metres));
