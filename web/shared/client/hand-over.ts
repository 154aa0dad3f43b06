/** Hands a file to the person who pressed: where phones and computers keep what is downloaded. */
export function handOver(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  // What no file's name may have on one system or another.
  link.download = name.replace(/[\\/:*?"<>|]/g, "_");
  link.click();
  // Some browsers read it only after the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
