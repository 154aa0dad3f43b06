import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { feature } from "topojson-client";
import type { GeometryCollection, MultiPolygon, Topology } from "topojson-specification";
import { defineConfig, type Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import solid from "vite-plugin-solid";
import { LOCALES } from "./web/shared/i18n/locale.ts";

/** What S19 promises: the wallet on iOS 13 and a current Chrome; back offices are newer anyway. */
const OLDEST_BROWSERS = ["es2020", "ios13", "safari13", "chrome100", "firefox100"];

/** A module that so many screens of the counter and the offices import is fetched with their first screen. */
const SCREENS_THAT_SHARE = 12;

/** What the wallet starts with: what other apps use too, and what is its own. Told by the imports, once all are read. */
const walletStart = { shared: new Set<string>(), own: new Set<string>() };
const readWalletStart: Plugin = {
  name: "wallet-start",
  buildEnd() {
    const reach = (entry: string, lazily: boolean) => {
      const seen = new Set<string>();
      const visit = (id: string) => {
        const module = seen.has(id) ? null : this.getModuleInfo(id);
        if (!module) return;
        seen.add(id);
        for (const next of [...module.importedIds, ...(lazily ? module.dynamicallyImportedIds : [])])
          visit(next);
      };
      visit(resolve(entry));
      return seen;
    };
    const others = ["web/counter/main.tsx", "web/admin/main.tsx"].map((entry) => reach(entry, true));
    const entry = "wallet-pwa/main.tsx";
    for (const id of reach(entry, false)) {
      // With nothing of its own left the page would have no entry in the list of built files, which walletFiles goes by.
      if (id === resolve(entry)) continue;
      (others.some((other) => other.has(id)) ? walletStart.shared : walletStart.own).add(id);
    }
  },
};

/** scripts/build.ts names the folder of this build; production goes where wrangler.toml looks. */
const outDir = process.env.TEGATA_WEB_OUT ?? "dist/web";

/**
 * Whoever reads another language reads it everywhere: its words are one file of an app and one that the apps share,
 * instead of a file for each room. The back offices keep theirs by room, as their Japanese.
 */
function wordsChunk(id: string): string | null {
  const [, app, language] = /\/(wallet-pwa|web\/shared|web\/counter)\/.*?([a-z]+)\.ts$/.exec(id) ?? [];
  if (app === undefined || !(LOCALES as readonly string[]).includes(language ?? "") || language === "ja")
    return null;
  return `words-${app.replace(/^web\/|-pwa$/, "")}-${language}`;
}

/** Vite's own list of what each built file needs. */
type Manifest = Record<
  string,
  { file: string; css?: string[]; imports?: string[]; dynamicImports?: string[]; assets?: string[] }
>;

/** Every script and style the wallet can come to need, so that it opens with the network gone (B14). */
function walletFiles(): Set<string> {
  const path = join(outDir, ".vite/manifest.json");
  const files = new Set<string>();
  // A build that failed still comes by here; throwing would hide what it failed of.
  if (!existsSync(path)) return files;
  const manifest = JSON.parse(readFileSync(path, "utf8")) as Manifest;
  const visit = (key: string, seen: Set<string>) => {
    const entry = manifest[key];
    if (entry === undefined || seen.has(key) || key === MAP_ENTRY) return;
    seen.add(key);
    for (const file of [entry.file, ...(entry.css ?? [])]) files.add(file);
    for (const next of [...(entry.imports ?? []), ...(entry.dynamicImports ?? [])]) visit(next, seen);
  };
  visit("wallet-pwa/index.html", new Set());
  return files;
}

/** BIZ UDPGothic and its licence, for what the Worker prints (workers/slips/font.ts); no page loads it. */
const sheetFont: Plugin = {
  name: "sheet-font",
  generateBundle() {
    const folder = "node_modules/@expo-google-fonts/biz-udpgothic";
    const files = {
      "fonts/BIZUDPGothic-Regular.ttf": `${folder}/400Regular/BIZUDPGothic_400Regular.ttf`,
      "fonts/LICENSE.txt": `${folder}/LICENSE_FONT`,
    };
    for (const [fileName, path] of Object.entries(files))
      this.emitFile({ type: "asset", fileName, source: readFileSync(path) });
  },
};

/**
 * Japan's coast line for maps, out of Natural Earth's (public domain): `virtual:japan-coast` is its address. Four
 * decimals are ten metres, more than the line itself knows.
 */
const japanCoast: Plugin = {
  name: "japan-coast",
  resolveId: (id) => (id === COAST ? `\0${COAST}` : undefined),
  load(id) {
    if (id !== `\0${COAST}`) return;
    const world = JSON.parse(
      readFileSync(new URL(import.meta.resolve("world-atlas/countries-10m.json")), "utf8"),
    ) as Topology<{
      countries: GeometryCollection;
    }>;
    const japan = world.objects.countries.geometries.find((country) => country.id === JAPAN);
    if (!japan) throw new Error("the world has no Japan");
    const { geometry } = feature(world, japan as MultiPolygon);
    const rounded = (_: string, value: unknown) =>
      typeof value === "number" ? Math.round(value * 1e4) / 1e4 : value;
    const reference = this.emitFile({
      type: "asset",
      name: "japan-coast.json",
      source: JSON.stringify({ type: "Feature", properties: {}, geometry }, rounded),
    });
    return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
  },
};
const COAST = "virtual:japan-coast";
/** ISO 3166-1. */
const JAPAN = "392";

/** What only the map of stores needs: fetched when somebody opens it, and kept from then on. */
const MAP_ENTRY = "wallet-pwa/stores/map/stores-map.tsx";

/** What wallet and offices draw maps with: one file, by whose name the service worker knows it. */
const ONLY_FOR_MAPS =
  /\/node_modules\/maplibre-gl\/|\/web\/shared\/map\/(base-map|map-frame|map-style|map\.module|tile-kind)\./;

export default defineConfig({
  publicDir: "web/public",
  plugins: [
    solid(),
    readWalletStart,
    sheetFont,
    japanCoast,
    VitePWA({
      strategies: "injectManifest",
      srcDir: "wallet-pwa/worker",
      filename: "sw.ts",
      outDir: join(outDir, "wallet"),
      // Where it is fetched from: /wallet/sw.js.
      buildBase: "/wallet/",
      scope: "/wallet/",
      // The manifest is a plain file named in the wallet's page; the plugin would link it from all pages.
      manifest: false,
      // The wallet registers it itself, after its first screen stands.
      injectRegister: false,
      registerType: "prompt",
      injectManifest: {
        globDirectory: outDir,
        globPatterns: ["wallet-pwa/index.html", "assets/*.{js,css}"],
        rollupFormat: "iife",
        target: OLDEST_BROWSERS,
        manifestTransforms: [
          (entries) => {
            const needed = walletFiles();
            const manifest = entries
              .filter((entry) => entry.url === "wallet-pwa/index.html" || needed.has(entry.url))
              // Built files lie at the top, the service worker in /wallet/: its relative URLs would miss.
              .map((entry) => ({
                ...entry,
                url: entry.url === "wallet-pwa/index.html" ? "/wallet/" : `/${entry.url}`,
              }));
            return { manifest, warnings: [] };
          },
        ],
      },
    }),
  ],
  build: {
    outDir,
    emptyOutDir: true,
    manifest: true,
    target: OLDEST_BROWSERS,
    // Browsers that need the polyfill are few, and for the others it is one more file to wait for.
    modulePreload: { polyfill: false },
    rollupOptions: {
      // A first visit has six connections, and a file that waits for one costs another round trip. With its styles and the question
      // who is signed in, the wallet's start is six.
      output: {
        codeSplitting: {
          groups: [
            { name: wordsChunk, includeDependenciesRecursively: false },
            {
              name: "shared",
              test: (id) => walletStart.shared.has(id),
              includeDependenciesRecursively: false,
            },
            { name: "start", test: (id) => walletStart.own.has(id), includeDependenciesRecursively: false },
            { name: "map", test: ONLY_FOR_MAPS, includeDependenciesRecursively: false },
            { name: "base", minShareCount: SCREENS_THAT_SHARE },
          ],
        },
      },
      input: {
        wallet: "wallet-pwa/index.html",
        counter: "web/counter/index.html",
        admin: "web/admin/index.html",
        "api-reference": "web/api-reference/index.html",
      },
    },
  },
});
