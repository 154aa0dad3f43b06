import type { Known } from "./when-to-ask.ts";

/** Whether this browser can be woken, and what its owner told it. */
export function pushPermission(): Known["push"] {
  const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  return able ? Notification.permission : "none";
}

/** An iPhone or iPad: iPads call themselves Macs, and no Mac has a touch screen. */
export function isIos(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
}

/** Whether the wallet was opened from the home screen. */
export function isInstalled(): boolean {
  const standalone = (navigator as Navigator & { readonly standalone?: boolean }).standalone === true;
  return standalone || matchMedia("(display-mode: standalone)").matches;
}
