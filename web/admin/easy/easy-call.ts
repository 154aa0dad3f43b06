import { createSignal, onMount } from "solid-js";
import type { Contact } from "../../../schema/api/regions.ts";
import { callCentreOf } from "../../shared/client/call-centre.ts";
import { staffSession } from "../../shared/client/session.ts";

/** Stays while the page does: with the network gone the number is what is needed most (B14). */
const [contact, setContact] = createSignal<Contact | null>(null);

/** The call centre of the region, once it is known. */
export function callCentre(): () => Contact | null {
  onMount(async () => {
    const known = await callCentreOf(staffSession.me()?.region.regionId);
    if (known) setContact(known);
  });
  return contact;
}
