import QRCode from "qrcode-svg";

/** M for coupons and screens, Q for posters, which get dirty and torn. */
export type QrLevel = "M" | "Q";

/** A QR as one SVG path over a square of `size` modules, quiet zone not included. */
export interface QrPath {
  readonly size: number;
  readonly d: string;
}

/** Draws a text as QR: one path, runs of dark modules joined, so that sheets by the hundred stay light. */
export function qrPath(text: string, level: QrLevel): QrPath {
  const model = new QRCode({ content: text, ecl: level }).qrcode;
  const size = model.getModuleCount();
  let d = "";
  for (let y = 0; y < size; y++) {
    let x = 0;
    while (x < size) {
      if (!model.isDark(y, x)) {
        x++;
        continue;
      }
      const from = x;
      while (x < size && model.isDark(y, x)) x++;
      d += `M${from} ${y}h${x - from}v1h-${x - from}z`;
    }
  }
  return { size, d };
}
