import "maplibre-gl/dist/maplibre-gl.css";
import { type GeoJSONSource, Map as MapView, type StyleSpecification, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { MunicipalityOnMap } from "../../../schema/api/maps.ts";
import type { Pin } from "../../../schema/api/stores.ts";
import { JAPAN, pinAt } from "../../../schema/pins.ts";
import { api } from "../client/api.ts";
import { names, shapes } from "./areas.ts";
import { AREA_NAMES, AREAS, type MapColour, type MapColours, mapStyle } from "./map-style.ts";
import { tileKind } from "./tile-kind.ts";

setWorkerUrl(workerUrl);

const MILLION = 1_000_000;
const WHOLE: [number, number, number, number] = [
  JAPAN.west / MILLION,
  JAPAN.south / MILLION,
  JAPAN.east / MILLION,
  JAPAN.north / MILLION,
];
export const MOST_ZOOM = 18;
const COLOURS: Readonly<Record<MapColour, string>> = {
  land: "--map-land",
  sea: "--map-sea",
  green: "--map-green",
  road: "--map-road",
  rail: "--map-rail",
  ink: "--ink-2",
  line: "--line-strong",
};
/** A drop that stands on its place, in a field of 40 × 48. */
export const DROP = "M20 45C31 33 36 27 36 19a16 16 0 0 0-32 0c0 8 5 14 16 26z";

/** A place as the map library takes it. */
export const lngLat = ({ latitudeE6, longitudeE6 }: Pin): [number, number] => [
  longitudeE6 / MILLION,
  latitudeE6 / MILLION,
];
/** A place as we take it. */
export const pinOf = ({ lng, lat }: { readonly lng: number; readonly lat: number }): Pin =>
  pinAt({ latitude: lat, longitude: lng });

/** The map that wallet and offices stand on: coast, municipalities, and finer tiles where the operator named some (MAP-4). */
export interface BaseMap {
  readonly view: MapView;
  /** Whom the makers of what it shows want named below it. */
  readonly makers: readonly string[];
  /** Whether there are finer tiles than coast and borders. */
  readonly finer: boolean;
  readonly draw: (areas: readonly MunicipalityOnMap[]) => void;
  /** The page wears other colours now. */
  readonly restyle: () => void;
  readonly remove: () => void;
}

/** Opens the map in an element; null where the browser can't draw one, or the element has gone meanwhile. */
export async function openBaseMap(place: HTMLElement): Promise<BaseMap | null> {
  const settings = await api("GET map");
  const tiles = settings.ok ? settings.value.tiles : null;
  const kind = await tileKind(tiles);
  if (!place.isConnected) return null;
  const styled = () => mapStyle(coloursOf(place), tiles, kind);
  const view = startMap(place, styled());
  if (!view) return null;
  let drawn: readonly MunicipalityOnMap[] = [];
  const put = () => {
    void view.getSource<GeoJSONSource>(AREAS)?.setData(shapes(drawn));
    void view.getSource<GeoJSONSource>(AREA_NAMES)?.setData(names(drawn));
  };
  view.on("style.load", put);
  const restyle = () => void view.setStyle(styled());
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", restyle);
  const remove = () => {
    dark.removeEventListener("change", restyle);
    view.remove();
  };
  await view.once("load");
  if (!place.isConnected) {
    remove();
    return null;
  }
  place.dataset.ready = "";
  return {
    view,
    finer: kind !== null,
    makers: ["Natural Earth", ...(tiles && kind ? [tiles.attribution] : [])],
    draw: (areas) => {
      drawn = areas;
      put();
    },
    restyle,
    remove,
  };
}

function startMap(container: HTMLElement, style: StyleSpecification): MapView | null {
  try {
    return new MapView({
      container,
      style,
      bounds: WHOLE,
      maxZoom: MOST_ZOOM,
      // Up is north, as on the paper map beside it.
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      localIdeographFontFamily: "sans-serif",
      // Said below the map instead, in letters that can be read.
      attributionControl: false,
    });
  } catch {
    return null;
  }
}

/** The colours of light or dark, as the page wears them now. */
function coloursOf(element: HTMLElement): MapColours {
  const worn = getComputedStyle(element);
  const colours = Object.entries(COLOURS).map(([name, property]) => [
    name,
    worn.getPropertyValue(property).trim(),
  ]);
  return Object.fromEntries(colours) as Record<MapColour, string>;
}
