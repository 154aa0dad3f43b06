import { t } from "./words.ts";

/** A device as people call it: the system first, as it is what they hold. `Safari / iPhone` comes from the server. */
export function deviceName(name: string): string {
  const [browser = "?", system = "?"] = name.split(" / ");
  if (system === "?") return browser === "?" ? t("deviceUnknown") : browser;
  return browser === "?" ? system : t("device", { system, browser });
}
