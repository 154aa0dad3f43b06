import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build as bundle } from "esbuild";
import type { Build } from "../../scripts/build.ts";

/** The finished build with a wrapper around its Worker, the product's own file unchanged inside. */
export async function wrapBuild(build: Build, wrapper: string, folder: string): Promise<Build> {
  mkdirSync(folder, { recursive: true });
  const { outputFiles } = await bundle({
    entryPoints: [wrapper],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    external: ["cloudflare:*", "node:*"],
    keepNames: true,
    logLevel: "silent",
    plugins: [
      {
        name: "the built Worker",
        setup: ({ onResolve }) =>
          onResolve({ filter: /workers\/index\.ts$/ }, () => ({ path: build.workerFile })),
      },
    ],
  });
  const workerFile = join(folder, "index.js");
  writeFileSync(workerFile, outputFiles[0]?.contents ?? "");
  return { webDir: build.webDir, workerFile };
}
