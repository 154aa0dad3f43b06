import { createSignal, ErrorBoundary, lazy, Show, Suspense } from "solid-js";
import type { HistoryEntry } from "../../../schema/api/organisations.ts";
import type { Pin } from "../../../schema/api/stores.ts";
import { metresBetween } from "../../../schema/pins.ts";
import { ok } from "../../../schema/result.ts";
import { staffSession } from "../../shared/client/session.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { Note } from "../../shared/components/note.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { t as common } from "../../shared/i18n/words.ts";
import { townsOf } from "../../shared/map/areas.ts";
import { createLoad } from "../client/load.ts";
import { degreesText } from "./store-form.ts";
import { t } from "./words.ts";

type Change = NonNullable<HistoryEntry["pin"]>;
const PinMap = lazy(() => import("./pin-map.tsx"));

const metresText = (before: Pin, after: Pin) => formatNumber(Math.round(metresBetween(before, after)));

function changeText({ before, after }: Change): string {
  if (!after) return t("pinChangeTaken");
  return before ? t("pinChange", { metres: metresText(before, after) }) : t("pinChangeSet");
}

const placeText = (pin: Pin | null) =>
  pin
    ? t("pinPlace", { north: degreesText(pin.latitudeE6), east: degreesText(pin.longitudeE6) })
    : t("pinNone");

/** What an edit did to a store's pin; pressed, it shows both places in numbers and on a map (MAP-6). */
export function PinChange(props: { name: string; pin: Change }) {
  const [open, setOpen] = createSignal(false);
  return (
    <>
      <Button tone="plain" icon="pin" onPress={() => setOpen(true)}>
        {changeText(props.pin)}
      </Button>
      <Show when={open()}>
        <Dialog
          open
          title={t("pinChangeTitle", { name: props.name })}
          onClose={() => setOpen(false)}
          foot={<Button onPress={() => setOpen(false)}>{common("close")}</Button>}
        >
          <BothPlaces pin={props.pin} />
        </Dialog>
      </Show>
    </>
  );
}

function BothPlaces(props: { pin: Change }) {
  const load = createLoad(
    () => staffSession.me()?.region.regionId,
    async (regionId) => ok(await townsOf(regionId)),
  );
  const distance = () => {
    const { before, after } = props.pin;
    if (!before || !after) return [];
    return [{ label: t("pinDistance"), value: t("pinMetres", { metres: metresText(before, after) }) }];
  };
  return (
    <>
      <Lines
        lines={[
          { label: t("pinBefore"), value: placeText(props.pin.before) },
          { label: t("pinAfter"), value: placeText(props.pin.after) },
          ...distance(),
        ]}
      />
      <ErrorBoundary fallback={<Note icon="map">{t("pinMapFailedToLook")}</Note>}>
        <Suspense fallback={<p role="status">{common("mapLoading")}</p>}>
          <PinMap pin={props.pin.after} was={props.pin.before} towns={load.value()?.rows ?? []} />
        </Suspense>
      </ErrorBoundary>
    </>
  );
}
