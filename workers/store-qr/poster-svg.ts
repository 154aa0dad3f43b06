import { qrPath } from "../../schema/qr-path.ts";

/** Light modules around every QR. */
const QUIET_MODULES = 4;
/** How wide the code is printed where nobody scales it (the least of a poster). */
const WIDTH_MM = 100;

/** The code alone as a drawing, its quiet zone around it, for a shop's own printed matter. */
export function posterSvg(qrText: string): string {
  const { size, d } = qrPath(qrText, "Q");
  const side = size + 2 * QUIET_MODULES;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH_MM}mm" height="${WIDTH_MM}mm" ` +
    `viewBox="${-QUIET_MODULES} ${-QUIET_MODULES} ${side} ${side}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M${-QUIET_MODULES} ${-QUIET_MODULES}h${side}v${side}h${-side}z"/>` +
    `<path d="${d}"/></svg>\n`
  );
}
