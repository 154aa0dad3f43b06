import type { Face } from "../../../schema/face.ts";
import { chimePayment, speakPayment } from "../../shared/sound/payment-sound.ts";
import { chimeSwitch, speechSwitch } from "../session/preferences.ts";

/** Speech may begin while the sound fades away. */
const FADES_MS = 200;

/**
 * Chimes and reads the amount aloud, as this device has it (CTR-2): for a payment that has just been taken here or has just
 * arrived, and for nothing else. The screen says the same.
 */
export async function soundPayment(
  payment: { readonly amountYen: number; readonly unitWord: string },
  face: Face | undefined,
): Promise<void> {
  const { ringsMs } = chimeSwitch.on() ? await chimePayment(face) : { ringsMs: 0 };
  if (speechSwitch.on())
    setTimeout(() => speakPayment(payment.amountYen, payment.unitWord), Math.max(0, ringsMs - FADES_MS));
}
