/** The address of Japan's coast line as GeoJSON (vite.config.ts). */
declare module "virtual:japan-coast" {
  const url: string;
  export default url;
}
