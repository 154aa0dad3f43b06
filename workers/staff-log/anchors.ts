/** Heads of the chain over the log of staff, kept outside D1: whoever rewrites D1 would have to rewrite R2 as well. */
const PREFIX = "staff-log/";
const ID_DIGITS = 15;
const LIST_PAGE = 500;

/** A head as it lies outside. */
export interface Anchor {
  readonly key: string;
  readonly id: number;
  readonly hash: string;
}

/** Keeps a head. The name says everything, so that comparing reads no objects; the same head is the same object. */
export async function keepAnchor(
  log: R2Bucket,
  head: { readonly id: number; readonly hash: string },
): Promise<void> {
  await log.put(`${PREFIX}${String(head.id).padStart(ID_DIGITS, "0")}-${head.hash}`, "");
}

/** A page of kept heads in order; `after` is the key of the last one of the page before. */
export async function anchorsAfter(
  log: R2Bucket,
  after: string | null,
): Promise<{ readonly anchors: readonly Anchor[]; readonly last: boolean }> {
  const page = await log.list({
    prefix: PREFIX,
    limit: LIST_PAGE,
    ...(after === null ? {} : { startAfter: after }),
  });
  const anchors = page.objects.map(({ key }) => {
    const [id = "", hash = ""] = key.slice(PREFIX.length).split("-");
    return { key, id: Number(id), hash };
  });
  return { anchors, last: !page.truncated };
}
