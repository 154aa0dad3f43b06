/** Where an uploaded picture is; undefined for anything that is no picture's name. */
export function pictureUrl(name: string | null | undefined): string | undefined {
  return name && /^[0-9a-f]{64}\.(png|jpg|webp)$/.test(name) ? `/pictures/${name}` : undefined;
}
