import type { Marker } from "maplibre-gl";
import { createEffect, createSignal, onCleanup, onMount, Show, untrack } from "solid-js";
import type { MunicipalityOnMap } from "../../../schema/api/maps.ts";
import type { Pin } from "../../../schema/api/stores.ts";
import { movedBy } from "../../../schema/pins.ts";
import { Note } from "../../shared/components/note.tsx";
import { drawn, sides } from "../../shared/map/areas.ts";
import { type BaseMap, lngLat, openBaseMap, pinOf } from "../../shared/map/base-map.ts";
import { MapFrame, MapTool } from "../../shared/map/map-frame.tsx";
import { movingPin, nameMarker, standingPin, wasHere } from "./pin-markers.ts";
import { type ArrowKey, arrowStep } from "./pin-step.ts";
import { t } from "./words.ts";

/** How near one looks at first: streets where there are tiles of them, else the coast and the borders around. */
const STREETS_ZOOM = 16;
const COAST_ZOOM = 11;

/**
 * A store's pin on the map, to be set by a press, by dragging it, or by arrow keys; and where it was before. Without
 * `onMove` it is to be looked at. Fetched when somebody opens it (MAP-4, MAP-6).
 */
export default function PinMap(props: {
  pin: Pin | null;
  /** Where it was before, while that is another place. */
  was: Pin | null;
  towns: readonly MunicipalityOnMap[];
  /** Which of them is shown while there is no pin yet. */
  municipality?: string;
  /** May refuse: the pin then stays where it is. */
  onMove?: (pin: Pin, by?: ArrowKey) => void;
}) {
  const [base, setBase] = createSignal<BaseMap>();
  const [failed, setFailed] = createSignal(false);
  let place!: HTMLDivElement;
  let gone = false;
  onMount(async () => {
    const opened = await openBaseMap(place);
    if (gone) return opened?.remove();
    if (!opened) return void setFailed(true);
    opened.view.on("click", ({ lngLat: at }) => props.onMove?.(pinOf(at)));
    setBase(opened);
  });
  onCleanup(() => {
    gone = true;
    base()?.remove();
  });

  const marker = untrack(() => props.onMove)
    ? movingPin({
        onKey: (key, far) => {
          if (props.pin) props.onMove?.(movedBy(props.pin, arrowStep(key, far)), key);
        },
        onDrop: (at) => {
          props.onMove?.(at);
          // Refused, it goes back.
          if (props.pin) marker.setLngLat(lngLat(props.pin));
        },
      })
    : standingPin();
  const before = wasHere();
  createEffect(() => {
    nameMarker(marker, t(props.onMove ? "pinMarkerMoves" : "pinMarker"));
    nameMarker(before, t("pinWas"));
  });
  createEffect(() => {
    const opened = base();
    if (!opened) return;
    put(opened, marker, props.pin);
    put(opened, before, props.was);
    // By keys it can be walked off the map.
    if (props.pin && !opened.view.getBounds().contains(lngLat(props.pin)))
      opened.view.panTo(lngLat(props.pin));
  });
  createEffect(() => base()?.draw(drawn(props.towns)));
  let shown = false;
  createEffect(() => {
    const opened = base();
    const { pin, was, towns, municipality } = props;
    if (!opened || shown) return;
    const at = pin ?? was;
    const box = at
      ? pin && was && bothOf(pin, was)
      : (sides(drawn(towns.filter(({ code }) => code === municipality))) ?? sides(drawn(towns)));
    const nearest = opened.finer ? STREETS_ZOOM : COAST_ZOOM;
    if (box) opened.view.fitBounds(box, { padding: 64, maxZoom: nearest, animate: false });
    else if (at) opened.view.jumpTo({ center: lngLat(at), zoom: nearest });
    // Where nothing is to be seen yet, the municipalities may still come.
    shown = box !== null || at !== null;
  });
  return (
    <Show
      when={!failed()}
      fallback={<Note icon="map">{t(props.onMove ? "pinMapFailed" : "pinMapFailedToLook")}</Note>}
    >
      <MapFrame
        name={t("pinMap")}
        base={base()}
        place={(element) => {
          place = element;
        }}
      >
        <Show when={props.onMove}>
          {(move) => (
            <MapTool
              icon="flag"
              label={t("pinToMiddle")}
              onPress={() => {
                const opened = base();
                if (opened) move()(pinOf(opened.view.getCenter()));
              }}
            />
          )}
        </Show>
      </MapFrame>
    </Show>
  );
}

/** Puts a marker where it belongs. One that stands already is moved only: taken off and put back it would lose the keyboard. */
function put({ view }: BaseMap, marker: Marker, at: Pin | null): void {
  if (at === null) return void marker.remove();
  marker.setLngLat(lngLat(at));
  if (!marker.getElement().isConnected) marker.addTo(view);
}

/** West, south, east and north of two places. */
function bothOf(a: Pin, b: Pin): [number, number, number, number] {
  const [[x1, y1], [x2, y2]] = [lngLat(a), lngLat(b)];
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
}
