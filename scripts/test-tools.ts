/**
 * Programs that the browser tests stand on and npm can't bring: found, or installed where that is possible.
 */
import { existsSync } from "node:fs";
import { run, step } from "./steps.ts";

const CHROMIUM_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

interface Tool {
  /** Debian's package. */
  package: string;
  what: string;
  isThere(): Promise<boolean>;
}

const answers = async (command: string, args: string[]) => (await run(command, args)).code === 0;

const TOOLS: Tool[] = [
  {
    package: "chromium",
    what: "Chromium or Chrome",
    isThere: async () => findChromium() !== undefined,
  },
  {
    package: "fonts-noto-cjk",
    what: "a Japanese font",
    isThere: async () => {
      // macOS has one; elsewhere fontconfig knows.
      if (process.platform === "darwin") return true;
      const { code, output } = await run("fc-list", [":lang=ja", "file"]);
      return code === 0 && output.trim() !== "";
    },
  },
  { package: "ffmpeg", what: "ffmpeg", isThere: () => answers("ffmpeg", ["-version"]) },
  { package: "poppler-utils", what: "pdftoppm (poppler)", isThere: () => answers("pdftoppm", ["-v"]) },
];

/** The browser to drive: `$CHROMIUM`, or the first found where systems put it. */
export function findChromium(): string | undefined {
  return [process.env.CHROMIUM ?? "", ...CHROMIUM_PLACES].find((path) => path !== "" && existsSync(path));
}

/**
 * Makes sure everything is there; on Debian and its kin missing packages are installed, as root or by sudo
 * without a password. Throws with what to install where that is not possible.
 */
export async function ensureTestTools(): Promise<void> {
  let missing = await missingTools();
  if (missing.length === 0) return;
  const packages = missing.map((tool) => tool.package);
  const elevated = await aptPrefix();
  if (elevated !== undefined) {
    await step(`installing ${packages.join(", ")} (system packages)`, async () => {
      const [command = "", ...before] = [...elevated, "apt-get"];
      const apt = (...args: string[]) =>
        run(command, [...before, ...args], { env: { DEBIAN_FRONTEND: "noninteractive" } });
      await apt("update", "-q");
      const { code, output } = await apt("install", "-q", "-y", "--no-install-recommends", ...packages);
      if (code !== 0) throw new Error(output);
    });
    missing = await missingTools();
  }
  if (missing.length > 0) {
    throw new Error(
      `The browser tests need ${missing.map((tool) => tool.what).join(", ")}. ` +
        `On Debian or Ubuntu: sudo apt-get install ${missing.map((tool) => tool.package).join(" ")}. ` +
        "Elsewhere install them by hand; CHROMIUM=/path/to/chromium names a browser.",
    );
  }
}

async function missingTools(): Promise<Tool[]> {
  const there = await Promise.all(TOOLS.map((tool) => tool.isThere()));
  return TOOLS.filter((_, i) => !there[i]);
}

/** The words before `apt-get`, or undefined where it can't be used. */
async function aptPrefix(): Promise<string[] | undefined> {
  if (!(await answers("apt-get", ["--version"]))) return undefined;
  if (process.getuid?.() === 0) return [];
  return (await answers("sudo", ["-n", "true"])) ? ["sudo", "-n"] : undefined;
}
