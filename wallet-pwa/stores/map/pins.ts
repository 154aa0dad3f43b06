import { type Map as MapView, Marker } from "maplibre-gl";
import type { Pin, PinnedStore, StoresAround } from "../../../schema/api/stores.ts";
import { type StoreKind, storeKind } from "../../../schema/store-kinds.ts";
import { ICONS, type IconName } from "../../../web/shared/icons/icons.ts";
import { DROP, lngLat } from "../../../web/shared/map/base-map.ts";
import mapStyles from "../../../web/shared/map/map.module.css";
import { t } from "../words.ts";
import styles from "./map.module.css";

const KIND_ICONS: Readonly<Record<StoreKind, IconName>> = {
  eat: "cup",
  buy: "bag",
  stay: "bed",
  play: "flag",
  bathe: "shop",
  ride: "shop",
};

export interface PinActions {
  readonly onStore: (store: PinnedStore) => void;
  readonly onGroup: (at: Pin) => void;
}

/** Buttons on the map: one for each store, or for each group of stores; and a dot where the phone is. */
export function createPins(map: MapView, actions: PinActions) {
  let shown: { readonly marker: Marker; readonly button: HTMLButtonElement; readonly id: string | null }[] =
    [];
  let me: Marker | undefined;

  const put = (button: HTMLButtonElement, at: Pin, id: string | null, anchor: "bottom" | "center") => {
    const marker = new Marker({ element: button, anchor }).setLngLat(lngLat(at)).addTo(map);
    shown.push({ marker, button, id });
  };

  return {
    /** Puts what was found on the map, in place of what was there. */
    show({ rows, groups }: StoresAround, chosen: string | undefined): void {
      for (const { marker } of shown) marker.remove();
      shown = [];
      // From north to south, so that a nearer drop stands before the one behind it.
      for (const store of rows.toSorted((a, b) => b.pin.latitudeE6 - a.pin.latitudeE6)) {
        const icon = ICONS[KIND_ICONS[storeKind(store.industry) ?? "ride"]];
        const button = buttonOf(
          mapStyles.pin,
          store.name,
          `<svg viewBox="0 0 40 48" aria-hidden="true"><path d="${DROP}"/><g transform="translate(10 9) scale(0.84)">${icon}</g></svg>`,
          () => actions.onStore(store),
        );
        button.setAttribute("aria-pressed", String(store.storeId === chosen));
        put(button, store.pin, store.storeId, "bottom");
      }
      for (const group of groups) {
        const button = buttonOf(
          styles.group,
          t("groupOf", { count: group.count }),
          `<span aria-hidden="true">${group.count}</span>`,
          () => actions.onGroup(group),
        );
        put(button, group, null, "center");
      }
    },
    choose(storeId: string | undefined): void {
      for (const { button, id } of shown)
        if (id !== null) button.setAttribute("aria-pressed", String(id === storeId));
    },
    showMe(at: Pin): void {
      const dot = document.createElement("span");
      dot.className = styles.me ?? "";
      dot.setAttribute("role", "img");
      dot.setAttribute("aria-label", t("hereIAm"));
      me?.remove();
      me = new Marker({ element: dot }).setLngLat(lngLat(at)).addTo(map);
    },
  };
}

function buttonOf(
  className: string | undefined,
  label: string,
  drawing: string,
  press: () => void,
): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = className ?? "";
  button.setAttribute("aria-label", label);
  button.innerHTML = drawing;
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    press();
  });
  return button;
}
