import type { Map as MapView } from "maplibre-gl";
import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show } from "solid-js";
import type { MunicipalityOnMap } from "../../../schema/api/maps.ts";
import type { Pin, PinnedStore, StoresAround } from "../../../schema/api/stores.ts";
import type { RegionId } from "../../../schema/ids.ts";
import { api } from "../../../web/shared/client/api.ts";
import type { Trouble } from "../../../web/shared/client/trouble.ts";
import { Note } from "../../../web/shared/components/note.tsx";
import { ProblemNote } from "../../../web/shared/components/problem-note.tsx";
import { areasOf, sides } from "../../../web/shared/map/areas.ts";
import { type BaseMap, lngLat, MOST_ZOOM, openBaseMap, pinOf } from "../../../web/shared/map/base-map.ts";
import { MapFrame, MapTool } from "../../../web/shared/map/map-frame.tsx";
import { theme } from "../../frame/appearance.ts";
import { filterQuery, type StoresFilter } from "../filter.ts";
import { byDistance } from "../nearest.ts";
import { withinJapan } from "../place.ts";
import { StoreRow } from "../store-row.tsx";
import { type NoPlace, whereIAm } from "../where-i-am.ts";
import { t } from "../words.ts";
import styles from "./map.module.css";
import { createPins } from "./pins.ts";

const MILLION = 1_000_000;
/** What can be reached on foot. */
const WALK_ZOOM = 14;

/** A map of stores, and under it the same stores as a list, nearest first. Fetched when somebody opens it. */
export default function StoresMap(props: { filter: StoresFilter; regionIds: readonly RegionId[] }) {
  const [base, setBase] = createSignal<BaseMap>();
  const map = () => base()?.view;
  const [failed, setFailed] = createSignal(false);
  const [around, setAround] = createSignal<StoresAround>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [areas, setAreas] = createSignal<readonly MunicipalityOnMap[]>([]);
  const [chosen, setChosen] = createSignal<PinnedStore>();
  const [me, setMe] = createSignal<Pin>();
  const [noPlace, setNoPlace] = createSignal<NoPlace>();
  let place!: HTMLDivElement;
  let pins: ReturnType<typeof createPins> | undefined;
  let running: AbortController | undefined;
  let gone = false;

  onMount(() => void open());
  onCleanup(() => {
    gone = true;
    running?.abort();
    base()?.remove();
  });

  async function open(): Promise<void> {
    const opened = await openBaseMap(place);
    if (gone) return opened?.remove();
    if (!opened) return void setFailed(true);
    const { view } = opened;
    pins = createPins(view, {
      onStore: (store) => setChosen(store),
      onGroup: (at) => view.easeTo({ center: lngLat(at), zoom: Math.min(view.getZoom() + 2, MOST_ZOOM) }),
    });
    view.on("moveend", () => void look());
    setBase(opened);
    void look();
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
    const [opened, drawn] = [base(), areas()];
    if (!opened || drawn.length === 0) return;
    opened.draw(drawn);
    const bounds = sides(drawn);
    if (bounds && opened.view.getZoom() < 6) opened.view.fitBounds(bounds, { padding: 24, animate: false });
  });
  createEffect(() => {
    const found = around();
    if (found) pins?.show(found, chosen()?.storeId);
  });
  createEffect(() => pins?.choose(chosen()?.storeId));
  createEffect(on(theme, () => base()?.restyle(), { defer: true }));

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
    const near = byDistance(found.rows, me() ?? pinOf(view.getCenter()));
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
      <MapFrame
        name={t("mapName")}
        base={base()}
        class={styles.frame}
        place={(element) => {
          place = element;
        }}
      >
        <MapTool icon="pin" label={t("toMyPlace")} onPress={() => void goToMe()} />
      </MapFrame>
      <Show when={noPlace()}>
        {(why) => (
          <Note icon="pin" tone="warn" announce="alert">
            {t(why())}
          </Note>
        )}
      </Show>
      <Show when={trouble()}>{(one) => <ProblemNote code={one().code} onRetry={() => void look()} />}</Show>
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

function boxOf(view: MapView) {
  const bounds = view.getBounds();
  return withinJapan({
    south: Math.floor(bounds.getSouth() * MILLION),
    west: Math.floor(bounds.getWest() * MILLION),
    north: Math.ceil(bounds.getNorth() * MILLION),
    east: Math.ceil(bounds.getEast() * MILLION),
  });
}
