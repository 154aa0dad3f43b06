import { createSignal } from "solid-js";
import { readStored, writeStored } from "../../shared/client/storage.ts";
import { type ReaderProfile, readProfile, USUAL_READER } from "../../shared/scanner/reader-profile.ts";

const STORED_AS = "tegata.counter.reader";
const [learnt, setLearnt] = createSignal<ReaderProfile | undefined>(readProfile(readStored(STORED_AS)));

/** What this device has learnt of its reader (RDR-2); undefined before. Reactive. */
export const learntReader = learnt;

/** How scans are heard: as learnt, else as most readers type. Reactive. */
export function reader(): ReaderProfile {
  return learnt() ?? USUAL_READER;
}

export function keepReader(profile: ReaderProfile): void {
  writeStored(STORED_AS, JSON.stringify(profile));
  setLearnt(profile);
}

export function forgetReader(): void {
  writeStored(STORED_AS, "");
  setLearnt(undefined);
}
