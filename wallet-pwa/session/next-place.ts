/** Where to go after signing in: an address of the wallet, never of somebody else. */
export function nextPlace(next: string | undefined): string {
  return next && /^\/wallet\/[\w\-./~?=&%]*$/.test(next) && !next.includes("//") ? next : "/wallet/";
}
