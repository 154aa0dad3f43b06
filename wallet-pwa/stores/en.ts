import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about finding a store, in English. */
export const en: Translation<typeof ja> = {
  view: "View",
  which: "Narrow down",
  list: "List",
  map: "Map",
  near: "Nearest",
  openNow: "Open now",
  paper: "Paper OK",
  pays: "Pay to use",
  allPays: "All Pays",
  kind_eat: "Eat",
  kind_buy: "Buy",
  kind_stay: "Stay",
  kind_play: "Play",
  kind_bathe: "Baths and beauty",
  kind_ride: "Ride",
  until: ({ time }) => `until ${time}`,
  closedNow: "Closed now",
  findingYou: "Finding where you are…",
  "place-denied":
    "We can't use where you are. Allow location in your phone's settings. You can search by name without it.",
  "place-unknown": "We couldn't tell where you are. Wait a little and try again.",
  placeStays: "Where you are stays on this phone.",
  tryAgain: "Try again",
  byName: "Search by name",
  nearEmpty: "No store was found nearby.",
  inView: ({ count }) => (count === 1 ? "1 store on the map" : `${count} stores on the map`),
  inViewMany: ({ count }) => `${count} stores on the map. Zoom in to see them.`,
  inViewNone: "No store on this part of the map. Move it or zoom out.",
  mapName: "Map of stores",
  mapFailed: "This device can't show the map. The list finds stores too.",
  hereIAm: "Where you are",
  toMyPlace: "To where I am",
  groupOf: ({ count }) => `${count} stores. Zoom in`,
};
