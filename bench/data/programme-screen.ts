import type { Figures } from "../../schema/api/programmes.ts";
import type { SeedClient } from "../../scripts/seed/seed-client.ts";
import { FIGURES_EVERY_MS, paced } from "../../web/admin/secretariat/paced.ts";

/** A payment that isn't shown by then never will be. */
const LIMIT_MS = 30_000;

/**
 * The dashboard's page without a browser: its line to the programme's feed, and the figures read again after each message,
 * paced by the page's own code.
 */
export async function openProgrammeScreen(
  { url }: { readonly url: string },
  secretariat: SeedClient,
  programmeId: string,
) {
  const path = `programmes/${programmeId}/figures`;
  let figures = await secretariat.done<Figures>("GET", path);
  let tell: () => void = () => undefined;
  const read = paced(() => {
    void secretariat.done<Figures>("GET", path).then((next) => {
      figures = next;
      tell();
    });
  }, FIGURES_EVERY_MS);
  // Node's sockets take headers, which browsers' don't.
  const Socket = WebSocket as unknown as new (
    url: string,
    options: { headers: Record<string, string> },
  ) => WebSocket;
  const socket = new Socket(`${url.replace("http", "ws")}/api/programmes/${programmeId}/feed`, {
    headers: { cookie: secretariat.cookie, origin: url },
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () => reject(new Error("the programme's feed does not open")));
  });
  socket.addEventListener("message", () => read.call());
  return {
    /** Waits until the page's figures are so. */
    shows: (isSo: (figures: Figures) => boolean) =>
      new Promise<void>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error("the dashboard never showed it")), LIMIT_MS);
        const look = () => {
          if (!isSo(figures)) return;
          clearTimeout(late);
          tell = () => undefined;
          resolve();
        };
        tell = look;
        look();
      }),
    close: () => {
      read.stop();
      socket.close();
    },
  };
}
