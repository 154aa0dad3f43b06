import type { ManagedStore, Pin } from "../../../schema/api/stores.ts";
import type { BusinessDate } from "../../../schema/calendar.ts";
import { JAPAN } from "../../../schema/pins.ts";
import { type OpenSpan, type StoreHours, spansFit } from "../../../schema/store-hours.ts";

import { digitsOf } from "../../shared/client/typed-digits.ts";

/** What a payer sees before paying, as it is being written. */
export type StoreIdentity = Pick<ManagedStore, "name" | "kana" | "municipality" | "industry" | "accepts">;
export const emptyIdentity: StoreIdentity = {
  name: "",
  kana: "",
  municipality: "",
  industry: "",
  accepts: "mpm+cpm",
};

/** The rest of a store's form: every field as its input has it. */
export interface StoreDraft {
  readonly identity: StoreIdentity;
  readonly postalCode: string;
  readonly address: string;
  readonly phone: string;
  readonly notices: string;
  readonly hasHours: boolean;
  readonly weekly: readonly (readonly OpenSpan[])[];
  readonly closedOn: readonly BusinessDate[];
  readonly hoursNote: string;
  readonly latitude: string;
  readonly longitude: string;
}

/** Fields whose value can't be sent. */
export type Fault =
  | "name"
  | "kana"
  | "industry"
  | "postalCode"
  | "address"
  | "phone"
  | "latitude"
  | "longitude"
  | `day${number}`;

/** A day that opens at nine, for who starts a table. */
export const USUAL_DAY: readonly OpenSpan[] = [{ from: "09:00", to: "18:00" }];

const MILLION = 1_000_000;
/** Where Japan is, in degrees. */
const LATITUDES = [JAPAN.south / MILLION, JAPAN.north / MILLION] as const;
const LONGITUDES = [JAPAN.west / MILLION, JAPAN.east / MILLION] as const;

/** The form of a store as it is now. */
export function draftOf(store: ManagedStore): StoreDraft {
  const { name, kana, municipality, industry, accepts, hours, pin } = store;
  return {
    identity: { name, kana, municipality, industry, accepts },
    postalCode: store.postalCode ?? "",
    address: store.address,
    phone: store.phone ?? "",
    notices: store.notices ?? "",
    hasHours: hours !== null,
    weekly: hours?.weekly ?? Array.from({ length: 7 }, () => USUAL_DAY),
    closedOn: hours?.closedOn ?? [],
    hoursNote: hours?.note ?? "",
    latitude: pin ? degreesText(pin.latitudeE6) : "",
    longitude: pin ? degreesText(pin.longitudeE6) : "",
  };
}

/** Millionths of a degree as a decimal number. */
export function degreesText(e6: number): string {
  return (e6 / MILLION).toFixed(6);
}

/** A decimal number of degrees in millionths; null where it is none, or outside the bounds. */
export function degreesE6(text: string, [least, most]: readonly [number, number]): number | null {
  const plain = text.normalize("NFKC").trim();
  if (!/^\d{1,3}(\.\d+)?$/.test(plain)) return null;
  const e6 = Math.round(Number(plain) * MILLION);
  return e6 >= least * MILLION && e6 <= most * MILLION ? e6 : null;
}

/** What of a store's identity can't be sent. */
export function identityFaults(identity: StoreIdentity): ReadonlySet<Fault> {
  const faults = new Set<Fault>();
  if (identity.name.trim() === "") faults.add("name");
  if (identity.kana.trim() === "") faults.add("kana");
  if (!/^[A-T]\d{2,4}$/.test(identity.industry)) faults.add("industry");
  return faults;
}

/** What of the form can't be sent, the identity included. */
export function draftFaults(draft: StoreDraft): ReadonlySet<Fault> {
  const faults = new Set<Fault>(identityFaults(draft.identity));
  if (draft.postalCode !== "" && digitsOf(draft.postalCode).length !== 7) faults.add("postalCode");
  if (draft.address.trim() === "") faults.add("address");
  if (draft.phone !== "" && !/^0\d{9,10}$/.test(digitsOf(draft.phone))) faults.add("phone");
  if (draft.hasHours)
    draft.weekly.forEach((spans, day) => {
      if (!spansFit(spans)) faults.add(`day${day}`);
    });
  // Both or neither: half a place is none.
  if (draft.latitude.trim() !== "" || draft.longitude.trim() !== "") {
    if (degreesE6(draft.latitude, LATITUDES) === null) faults.add("latitude");
    if (degreesE6(draft.longitude, LONGITUDES) === null) faults.add("longitude");
  }
  return faults;
}

/** The place that the two numbers say; null where they say none in Japan. */
export function pinOfDraft({ latitude, longitude }: Pick<StoreDraft, "latitude" | "longitude">): Pin | null {
  const latitudeE6 = degreesE6(latitude, LATITUDES);
  const longitudeE6 = degreesE6(longitude, LONGITUDES);
  return latitudeE6 === null || longitudeE6 === null ? null : { latitudeE6, longitudeE6 };
}

/** The request that saves the form; the identity goes along only for who may write it. */
export function editOf(draft: StoreDraft, version: number, withIdentity: boolean) {
  const hours: StoreHours = { weekly: draft.weekly, closedOn: draft.closedOn, note: draft.hoursNote };
  return {
    version,
    postalCode: digitsOf(draft.postalCode) || null,
    address: draft.address,
    phone: digitsOf(draft.phone) || null,
    notices: draft.notices.trim() || null,
    hours: draft.hasHours
      ? { weekly: hours.weekly.map((day) => [...day]), closedOn: [...hours.closedOn], note: hours.note }
      : null,
    pin: pinOfDraft(draft),
    ...(withIdentity ? { identity: draft.identity } : {}),
  };
}
