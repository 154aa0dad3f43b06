/** A font as a data URL, for a test that hands it to the Worker. */
declare module "*.ttf?inline" {
  const dataUrl: string;
  export default dataUrl;
}
