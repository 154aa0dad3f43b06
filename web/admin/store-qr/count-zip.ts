/** How a file in a ZIP begins (PKWARE APPNOTE, 4.3.7). */
const FILE_BEGINS = [0x50, 0x4b, 0x03, 0x04] as const;

/**
 * Counts the files of a ZIP while its bytes arrive, wherever the pieces are cut: for showing how far it has come, and for
 * nothing else.
 */
export function zipCounter(): (piece: Uint8Array) => number {
  let files = 0;
  let matched = 0;
  return (piece) => {
    for (const byte of piece) {
      matched = byte === FILE_BEGINS[matched] ? matched + 1 : byte === FILE_BEGINS[0] ? 1 : 0;
      if (matched === FILE_BEGINS.length) {
        files += 1;
        matched = 0;
      }
    }
    return files;
  };
}
