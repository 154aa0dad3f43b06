import { useLocation, useNavigate } from "@solidjs/router";
import { createEffect, onCleanup } from "solid-js";
import { createWedgeReader } from "../../shared/scanner/wedge-reader.ts";
import { to } from "../frame/addresses.ts";
import { useShop } from "../home/shop.tsx";
import { reader } from "../reader/reader-store.ts";
import { lookUp, take } from "../take/take-store.ts";

/**
 * Hears a hand-held reader on every screen of the till (S12). A coupon goes straight to the amount; anything else is
 * explained where scanning is.
 */
export function WedgeListener() {
  const navigate = useNavigate();
  const location = useLocation();
  const shop = useShop();
  const hear = async (text: string) => {
    // While a payment is on its way, or a question is open, nothing may replace what is on the screen.
    if (take.phase() !== "ready" || document.querySelector("dialog[open]")) return;
    const found = await lookUp(text, shop.till());
    const wanted = found ? to.confirm : to.scan;
    if (location.pathname !== wanted) navigate(wanted);
  };
  createEffect(() => {
    // There the reader's keys are what is looked at.
    if (location.pathname === to.reader) return;
    onCleanup(createWedgeReader((text) => void hear(text), reader()));
  });
  return null;
}
