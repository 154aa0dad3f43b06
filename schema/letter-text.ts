/**
 * What in a text leads to elsewhere, as it is written there; null where nothing does (NWS-6). Schemes, `www.`, and whatever has the
 * form of a host name, so addresses of mail too: what payers read of a shop must not lead them to a page that asks for their number.
 * Widths are told apart by nobody who reads, so they aren't here either. Pure.
 */
export function linkIn(text: string): string | null {
  return LINK.exec(text.normalize("NFKC"))?.[0] ?? null;
}

/** Two letters or more directly after a dot are a host name's end: "3.5" and "p.m." are none. */
const LINK = /[a-z][a-z0-9+.-]*:\/\/\S*|www\.\S+|[\p{L}\p{N}@_-]+\.[a-z]{2,}[^\s。、）」]*/iu;
