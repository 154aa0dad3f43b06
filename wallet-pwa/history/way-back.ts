import { useLocation } from "@solidjs/router";

/** The list that an entry was opened from, as it was narrowed; the whole one for who came another way. */
export interface WayBack {
  readonly list: string;
}

/** Where the way back of an entry leads. Kept by the browser beside the address, so that a reload knows it too. */
export function wayBack(programmeId: () => string): () => string {
  const location = useLocation<Partial<WayBack>>();
  return () => {
    const list = location.state?.list;
    return list?.startsWith("/wallet/history") ? list : `/wallet/history?pay=${programmeId()}`;
  };
}
