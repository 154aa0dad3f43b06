import "maplibre-gl/dist/maplibre-gl.css";
import { type GeoJSONSource, Map as MapView, type StyleSpecification, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show } from "solid-js";
import type { MunicipalityOnMap } from "../../../schema/api/maps.ts";
import type { Pin, PinnedStore, StoresAround } from "../../../schema/api/stores.ts";
import type { RegionId } from "../../../schema/ids.ts";
import { api } from "../../../web/shared/client/api.ts";
import type { Trouble } from "../../../web/shared/client/trouble.ts";
import { Note } from "../../../web/shared/components/note.tsx";
import { ProblemNote } from "../../../web/shared/components/problem-note.tsx";
import { t as common } from "../../../web/shared/i18n/words.ts";
import { Icon } from "../../../web/shared/icons/icon.tsx";
import { areasOf, names, shapes, sides } from "../../../web/shared/map/areas.ts";
import { theme } from "../../frame/appearance.ts";
import { filterQuery, type StoresFilter } from "../filter.ts";
import { byDistance } from "../nearest.ts";
import { JAPAN, withinJapan } from "../place.ts";
import { StoreRow } from "../store-row.tsx";
import { type NoPlace, whereIAm } from "../where-i-am.ts";
import { t } from "../words.ts";
import styles from "./map.module.css";
import { AREA_NAMES, AREAS, type MapColour, type MapColours, mapStyle } from "./map-style.ts";
import { createPins, lngLat } from "./pins.ts";
import { tileKind } from "./tile-kind.ts";

setWorkerUrl(workerUrl);

const MILLION = 1_000_000;
const WHOLE: [number, number, number, number] = [
  JAPAN.west / MILLION,
  JAPAN.south / MILLION,
  JAPAN.east / MILLION,
  JAPAN.north / MILLION,
];
/** What can be reached on foot. */
const WALK_ZOOM = 14;
const MOST_ZOOM = 18;
const COLOURS: Readonly<Record<MapColour, string>> = {
  land: "--map-land",
  sea: "--map-sea",
  green: "--map-green",
  road: "--map-road",
  rail: "--map-rail",
  ink: "--ink-2",
  line: "--line-strong",
};

/** A map of stores, and under it the same stores as a list, nearest first. Fetched when somebody opens it. */
export default function StoresMap(props: { filter: StoresFilter; regionIds: readonly RegionId[] }) {
  const [map, setMap] = createSignal<MapView>();
  const [failed, setFailed] = createSignal(false);
  const [around, setAround] = createSignal<StoresAround>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [areas, setAreas] = createSignal<readonly MunicipalityOnMap[]>([]);
  const [chosen, setChosen] = createSignal<PinnedStore>();
  const [me, setMe] = createSignal<Pin>();
  const [noPlace, setNoPlace] = createSignal<NoPlace>();
  const [makers, setMakers] = createSignal<readonly string[]>([]);
  let place!: HTMLDivElement;
  let styled: (() => StyleSpecification) | undefined;
  let pins: ReturnType<typeof createPins> | undefined;
  let running: AbortController | undefined;
  let gone = false;

  onMount(() => void open());
  onCleanup(() => {
    gone = true;
    running?.abort();
    map()?.remove();
  });

  async function open(): Promise<void> {
    const settings = await api("GET map");
    const tiles = settings.ok ? settings.value.tiles : null;
    const kind = await tileKind(tiles);
    if (gone) return;
    styled = () => mapStyle(coloursOf(place), tiles, kind);
    setMakers(["Natural Earth", ...(tiles && kind ? [tiles.attribution] : [])]);
    const view = startMap(place, styled());
    if (!view) return void setFailed(true);
    pins = createPins(view, {
      onStore: (store) => setChosen(store),
      onGroup: (at) => view.easeTo({ center: lngLat(at), zoom: Math.min(view.getZoom() + 2, MOST_ZOOM) }),
    });
    view.on("moveend", () => void look());
    view.on("style.load", () => drawAreas(view, areas()));
    view.once("load", () => {
      setMap(view);
      place.dataset.ready = "";
      void look();
    });
  }

  /** Asks for the stores of what is to be seen; an older question that is still out is dropped. */
  async function look(): Promise<void> {
    const view = map();
    const box = view && boxOf(view);
    if (!box) return;
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const answer = await api("GET stores/around", {
      query: { ...box, ...filterQuery(props.filter) },
      signal: mine.signal,
    });
    if (mine.signal.aborted) return;
    if (!answer.ok) return void setTrouble(answer.error);
    setTrouble(undefined);
    setAround(answer.value);
    if (!answer.value.rows.some((one) => one.storeId === chosen()?.storeId)) setChosen(undefined);
  }

  createEffect(
    on(
      () => props.filter,
      () => void look(),
      { defer: true },
    ),
  );
  createEffect(
    on(
      () => props.regionIds.join(),
      async () => {
        const found = (await Promise.all((await regionsToShow()).map(areasOf))).flat();
        if (!gone) setAreas(found);
      },
    ),
  );
  // Opens on the regions of the Pays; whoever has moved the map since stays where they are.
  createEffect(() => {
    const [view, drawn] = [map(), areas()];
    if (!view || drawn.length === 0) return;
    drawAreas(view, drawn);
    const bounds = sides(drawn);
    if (bounds && view.getZoom() < 6) view.fitBounds(bounds, { padding: 24, animate: false });
  });
  createEffect(() => {
    const found = around();
    if (found) pins?.show(found, chosen()?.storeId);
  });
  createEffect(() => pins?.choose(chosen()?.storeId));
  // Light and dark, by the person's choice or the phone's.
  const restyle = () => {
    const view = map();
    if (view && styled) view.setStyle(styled());
  };
  createEffect(on(theme, restyle, { defer: true }));
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", restyle);
  onCleanup(() => dark.removeEventListener("change", restyle));

  /** Without a Pay yet: wherever one can be had. */
  async function regionsToShow(): Promise<readonly RegionId[]> {
    if (props.regionIds.length > 0) return props.regionIds;
    const open = await api("GET programmes/open");
    return open.ok ? [...new Set(open.value.rows.map((pay) => pay.regionId))] : [];
  }

  const goToMe = async () => {
    setNoPlace(undefined);
    const here = await whereIAm();
    if (gone) return;
    if (!here.ok) return void setNoPlace(here.error);
    setMe(here.value);
    pins?.showMe(here.value);
    map()?.easeTo({ center: lngLat(here.value), zoom: WALK_ZOOM });
  };
  const rows = createMemo(() => {
    const [view, found] = [map(), around()];
    if (!view || !found) return [];
    const centre = view.getCenter();
    const middle = {
      latitudeE6: Math.round(centre.lat * MILLION),
      longitudeE6: Math.round(centre.lng * MILLION),
    };
    const near = byDistance(found.rows, me() ?? middle);
    const first = chosen()?.storeId;
    return first === undefined
      ? near
      : near.toSorted((a, b) => Number(b.store.storeId === first) - Number(a.store.storeId === first));
  });
  const count = () => {
    const found = around();
    if (!found) return "";
    const grouped = found.groups.reduce((sum, group) => sum + group.count, 0);
    if (grouped > 0) return t("inViewMany", { count: grouped });
    return found.rows.length === 0 ? t("inViewNone") : t("inView", { count: found.rows.length });
  };
  return (
    <Show when={!failed()} fallback={<Note icon="map">{t("mapFailed")}</Note>}>
      <section class={styles.frame} aria-label={t("mapName")}>
        <div class={styles.map} ref={place} />
        <Show when={!map()}>
          <p class={styles.opening} role="status">
            {t("mapLoading")}
          </p>
        </Show>
        <div class={styles.tools}>
          <button
            type="button"
            class="btn btn--icon"
            aria-label={t("zoomIn")}
            onClick={() => map()?.zoomIn()}
          >
            <Icon name="plus" />
          </button>
          <button
            type="button"
            class="btn btn--icon"
            aria-label={t("zoomOut")}
            onClick={() => map()?.zoomOut()}
          >
            <Icon name="minus" />
          </button>
          <button
            type="button"
            class="btn btn--icon"
            aria-label={t("toMyPlace")}
            onClick={() => void goToMe()}
          >
            <Icon name="pin" />
          </button>
        </div>
      </section>
      <Show when={noPlace()}>
        {(why) => (
          <Note icon="pin" tone="warn" announce="alert">
            {t(why())}
          </Note>
        )}
      </Show>
      <Show when={trouble()}>{(one) => <ProblemNote code={one().code} onRetry={() => void look()} />}</Show>
      <p class="quiet small">{t("makers", { names: makers().join(common("between")) })}</p>
      <p role="status">{count()}</p>
      <Show when={rows().length > 0}>
        <ul class="list card card--tight">
          <For each={rows()}>
            {(near) => <StoreRow store={near.store} metres={me() ? near.metres : undefined} />}
          </For>
        </ul>
      </Show>
    </Show>
  );
}

/** The map itself; null where the browser can't draw one. */
function startMap(container: HTMLDivElement, style: StyleSpecification): MapView | null {
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

function drawAreas(view: MapView, areas: readonly MunicipalityOnMap[]): void {
  void view.getSource<GeoJSONSource>(AREAS)?.setData(shapes(areas));
  void view.getSource<GeoJSONSource>(AREA_NAMES)?.setData(names(areas));
}

function boxOf(view: MapView) {
  const bounds = view.getBounds();
  return withinJapan({
    south: Math.floor(bounds.getSouth() * MILLION),
    west: Math.floor(bounds.getWest() * MILLION),
    north: Math.ceil(bounds.getNorth() * MILLION),
    east: Math.ceil(bounds.getEast() * MILLION),
  });
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
