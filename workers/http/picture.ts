/** Where a store's picture lies in R2: by region and content, so that the same one twice is one object. */
export function storePictureKey(regionId: string, sha256: string): string {
  return `pictures/${regionId}/${sha256}`;
}
