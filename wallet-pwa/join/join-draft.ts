import type { ApplicationForm } from "../../schema/api/applications.ts";
import type { PostalPlace } from "../../schema/api/postal-codes.ts";
import type { Joining } from "../../schema/api/terms.ts";
import { dropStored, readStored, writeStored } from "../../web/shared/client/storage.ts";
import { digitsOf } from "../../web/shared/client/typed-digits.ts";

/** The form as its fields have it. */
export interface JoinDraft {
  readonly organisationName: string;
  readonly organisationKana: string;
  readonly storeName: string;
  readonly storeKana: string;
  readonly postalCode: string;
  readonly municipality: string;
  readonly address: string;
  readonly phone: string;
  readonly industry: string;
  readonly accepts: "mpm" | "mpm+cpm";
  readonly contactName: string;
  readonly contactPhone: string;
  readonly email: string;
  /** Which version was read, and which of its pledges are ticked; -1 stands for the text itself. */
  readonly termsId: string;
  readonly ticked: readonly number[];
}

/** The text of the terms among what is ticked. */
export const THE_TEXT = -1;

export const emptyDraft: JoinDraft = {
  organisationName: "",
  organisationKana: "",
  storeName: "",
  storeKana: "",
  postalCode: "",
  municipality: "",
  address: "",
  phone: "",
  industry: "M76",
  accepts: "mpm+cpm",
  contactName: "",
  contactPhone: "",
  email: "",
  termsId: "",
  ticked: [],
};

/** Fields that can't be sent, and why. */
export type JoinFaults = Partial<
  Readonly<Record<keyof JoinDraft, "mustFill" | "postalWrong" | "phoneWrong" | "emailWrong" | "tickAll">>
>;

const PHONE = /^0\d{9,10}$/;
/** As lenient as a person can read; the API has the last word. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What of the form can't be sent. */
export function joinFaults(draft: JoinDraft, joining: Pick<Joining, "terms">): JoinFaults {
  const faults: { -readonly [K in keyof JoinFaults]: JoinFaults[K] } = {};
  for (const field of [
    "organisationName",
    "organisationKana",
    "storeName",
    "storeKana",
    "address",
    "contactName",
  ] as const)
    if (draft[field].trim() === "") faults[field] = "mustFill";
  if (draft.postalCode !== "" && digitsOf(draft.postalCode).length !== 7) faults.postalCode = "postalWrong";
  if (draft.phone !== "" && !PHONE.test(digitsOf(draft.phone))) faults.phone = "phoneWrong";
  if (!PHONE.test(digitsOf(draft.contactPhone))) faults.contactPhone = "phoneWrong";
  if (draft.email.trim() !== "" && !EMAIL.test(draft.email.trim())) faults.email = "emailWrong";
  const asked = [THE_TEXT, ...(joining.terms?.pledges.map((_, at) => at) ?? [])];
  if (draft.termsId !== joining.terms?.termsId || !asked.every((at) => draft.ticked.includes(at)))
    faults.ticked = "tickAll";
  return faults;
}

/** The form as it is sent. */
export function formOf(draft: JoinDraft): ApplicationForm {
  return {
    organisation: { name: draft.organisationName, kana: draft.organisationKana },
    store: {
      name: draft.storeName,
      kana: draft.storeKana,
      postalCode: digitsOf(draft.postalCode) || null,
      address: draft.address,
      phone: digitsOf(draft.phone) || null,
      municipality: draft.municipality,
      industry: draft.industry,
      accepts: draft.accepts,
    },
    contact: {
      name: draft.contactName,
      phone: digitsOf(draft.contactPhone),
      email: draft.email.trim(),
    },
    terms: {
      termsId: draft.termsId as ApplicationForm["terms"]["termsId"],
      pledges: draft.ticked.filter((at) => at !== THE_TEXT),
    },
  };
}

/** A form that was sent back, to be mended; the pledges are ticked anew. */
export function draftOf(form: ApplicationForm): JoinDraft {
  return {
    organisationName: form.organisation.name,
    organisationKana: form.organisation.kana,
    storeName: form.store.name,
    storeKana: form.store.kana,
    postalCode: form.store.postalCode ?? "",
    municipality: form.store.municipality,
    address: form.store.address,
    phone: form.store.phone ?? "",
    industry: form.store.industry,
    accepts: form.store.accepts,
    contactName: form.contact.name,
    contactPhone: form.contact.phone,
    email: form.contact.email,
    termsId: "",
    ticked: [],
  };
}

type Address = Pick<JoinDraft, "municipality" | "address">;

/** The form at a place of a postal code: its municipality, and the address that goes on from there; what fits already stays. */
export function atPlace(
  { address }: Pick<JoinDraft, "address">,
  { municipality, town }: PostalPlace,
): Address {
  return { municipality, address: address.startsWith(town) ? address : town };
}

/** Whether the form says a place already. */
export function saysPlace(draft: Address, { municipality, town }: PostalPlace): boolean {
  return draft.municipality === municipality && draft.address.startsWith(town);
}

const storedAs = (regionId: string) => `tegata.join.${regionId}`;

/** What is kept on this device until the application has arrived: the form and its key, so that a second try is the same. */
export interface KeptJoin {
  readonly key: string;
  readonly draft: JoinDraft;
}

/** What was being written here for a region. */
export function keptJoin(regionId: string): KeptJoin | null {
  const text = readStored(storedAs(regionId));
  if (text === null) return null;
  try {
    const { key, draft } = JSON.parse(text) as KeptJoin;
    return { key, draft: { ...emptyDraft, ...draft } };
  } catch {
    return null;
  }
}
export function keepJoin(regionId: string, join: KeptJoin): void {
  writeStored(storedAs(regionId), JSON.stringify(join));
}
export function dropJoin(regionId: string): void {
  dropStored(storedAs(regionId));
}

/** A new key of a private link: 256 random bits, made before anything is sent. */
export function newJoinKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** The key in an address's fragment, which browsers send to nobody. */
export function keyInFragment(fragment: string): string | null {
  return /^#([0-9a-f]{64})$/.exec(fragment)?.[1] ?? null;
}
