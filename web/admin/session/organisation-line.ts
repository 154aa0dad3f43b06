/** A branch under its head office in one line; a branch whose name begins with the head office's is said once. */
export function organisationLine(head: string | null, name: string): string {
  return head === null || name.startsWith(head) ? name : `${head} ${name}`;
}
