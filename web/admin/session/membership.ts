import { createMemo, createRoot, createSignal } from "solid-js";
import type { Capability, Membership } from "../../../schema/api/staff.ts";
import { staffSession } from "../../shared/client/session.ts";
import { readStored, writeStored } from "../../shared/client/storage.ts";

/** The sides of the house this app has screens for. */
const SIDES_HERE: ReadonlySet<string> = new Set(["issuer", "merchant", "secretariat"]);

/** What tells one membership of a person from another. */
export function membershipKey(one: Membership): string {
  return `${one.organisationId}.${one.role}`;
}

const storedAs = (staffId: string) => `tegata.admin.membership.${staffId}`;
const [chosen, setChosen] = createSignal<{ readonly staffId: string; readonly key: string }>();

/** The signed-in person's memberships that have screens here; empty for shop staff. Reactive. */
export function memberships(): readonly Membership[] {
  return staffSession.me()?.memberships.filter((one) => SIDES_HERE.has(one.side)) ?? [];
}

/** As what the person works now (S17): the one last chosen on this device, else the first. Reactive. */
export const membership: () => Membership | undefined = createRoot(() =>
  createMemo(() => {
    const me = staffSession.me();
    if (!me) return undefined;
    const here = chosen();
    const key = here?.staffId === me.staffId ? here.key : readStored(storedAs(me.staffId));
    return memberships().find((one) => membershipKey(one) === key) ?? memberships()[0];
  }),
);

/** Works as another of one's own memberships from now on. */
export function workAs(key: string): void {
  const me = staffSession.me();
  if (!me) return;
  writeStored(storedAs(me.staffId), key);
  setChosen({ staffId: me.staffId, key });
}

/** Whether the person may do something as what they work now; screens hide what they may not. Reactive. */
export function may(capability: Capability): boolean {
  return membership()?.capabilities.includes(capability) ?? false;
}
