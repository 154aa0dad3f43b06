/** What is printed on a till's sheet to tell it from any other and from its own older prints: store, till, print. */
export function stickerNumber(
  storeId: string,
  till: { readonly number: number; readonly rotation: number },
): string {
  return `${storeId.slice(0, 4)}-${storeId.slice(4, 8)}-${storeId.slice(8)}-${String(till.number).padStart(2, "0")}-${till.rotation}`.toUpperCase();
}
