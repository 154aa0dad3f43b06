import { Marker } from "maplibre-gl";
import type { Pin } from "../../../schema/api/stores.ts";
import { DROP, pinOf } from "../../shared/map/base-map.ts";
import mapStyles from "../../shared/map/map.module.css";
import styles from "./pin-map.module.css";
import { type ArrowKey, arrowOf } from "./pin-step.ts";

const DRAWING = `<svg viewBox="0 0 40 48" aria-hidden="true"><path d="${DROP}"/></svg>`;

/** Named anew by its map when the language changes. */
export const nameMarker = (marker: Marker, name: string) =>
  marker.getElement().setAttribute("aria-label", name);

/** A pin that is dragged, or moved by arrow keys. */
export function movingPin(does: {
  readonly onKey: (key: ArrowKey, far: boolean) => void;
  readonly onDrop: (at: Pin) => void;
}): Marker {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${mapStyles.pin} ${styles.pin}`;
  button.innerHTML = DRAWING;
  const marker = new Marker({ element: button, anchor: "bottom", draggable: true });
  // A press on the pin isn't one on the map behind it, and its arrows don't push the map.
  button.addEventListener("click", (event) => event.stopPropagation());
  button.addEventListener("keydown", (event) => {
    const key = arrowOf(event.key);
    if (!key) return;
    event.preventDefault();
    event.stopPropagation();
    does.onKey(key, event.shiftKey);
  });
  marker.on("dragend", () => does.onDrop(pinOf(marker.getLngLat())));
  return marker;
}

/** A pin to be looked at. */
export function standingPin(): Marker {
  const element = picture(`${mapStyles.pin} ${styles.pin}`);
  element.innerHTML = DRAWING;
  return new Marker({ element, anchor: "bottom" });
}

/** Where the pin was before. */
export function wasHere(): Marker {
  return new Marker({ element: picture(styles.was ?? "") });
}

function picture(className: string): HTMLSpanElement {
  const element = document.createElement("span");
  element.className = className;
  element.setAttribute("role", "img");
  return element;
}
