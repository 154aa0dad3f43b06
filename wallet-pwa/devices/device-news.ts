import { createSignal } from "solid-js";
import type { DeviceNews } from "../../schema/api/devices.ts";
import { api } from "../../web/shared/client/api.ts";
import { residentSession } from "../../web/shared/client/session.ts";
import { say } from "../../web/shared/components/toast.tsx";
import { whileSeen } from "../session/while-seen.ts";
import { t } from "./words.ts";

const [news, setNews] = createSignal<DeviceNews>();

/** Sign-ins on other devices that nobody has read here yet, the newest first. */
export const newDevices = () => news()?.devices ?? [];

/** Asks whether somebody signed in on another device (RES-10). Call once per app. */
export function watchDevices(): void {
  whileSeen(() => setNews(undefined), load);
}

async function load(): Promise<void> {
  const mine = residentSession.me()?.residentId;
  const answer = await api("GET residents/devices/news");
  if (!answer.ok || residentSession.me()?.residentId !== mine) return;
  const known = new Set(newDevices().map((one) => one.deviceId));
  const isFirst = news() === undefined;
  setNews(answer.value);
  if (!isFirst && answer.value.devices.some((one) => !known.has(one.deviceId))) say(t("newsArrived"));
}

/** Notes that what is shown was read. */
export async function readNews(): Promise<void> {
  const shown = news();
  if (!shown) return;
  setNews({ ...shown, devices: [] });
  await api("POST residents/devices/news/read", { body: { upToMs: shown.serverNowMs } });
}
