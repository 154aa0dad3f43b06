/** What no file system lets a name have, and what reads as a folder. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are to go
const NOT_IN_NAMES = /[\u0000-\u001f\u007f<>:"/\\|?*]/g;
const MOST = 60;

/** A till's file by its store, its number in the list before it, so that names are in order and no two are the same. */
export function qrFileName(
  at: number,
  { storeName, tillNumber }: { readonly storeName: string; readonly tillNumber: number },
  extension: "pdf" | "svg",
): string {
  const store = [...storeName.replace(NOT_IN_NAMES, " ").trim()].slice(0, MOST).join("").replace(/\.+$/, "");
  return `${String(at).padStart(3, "0")}-${store || "store"}-${tillNumber}.${extension}`;
}
