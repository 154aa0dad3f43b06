/**
 * The process around workerd, on its own so that it can be killed as one: told by messages what to start and when to stop.
 * Loaded ahead of time and kept waiting, so that a restart costs what starting the system costs and not what loading
 * its tools does.
 */
import { type RunningServer, type ServerOptions, startServer } from "../../scripts/server.ts";

export type ToHost =
  | { readonly do: "start"; readonly options: ServerOptions }
  | { readonly do: "sweep" | "stop" };
export type FromHost =
  | { readonly said: "loaded" | "swept" | "stopped" }
  | {
      readonly said: "started";
      readonly url: string;
      readonly operatorKey: string;
      readonly runtimePids: readonly number[];
    }
  | { readonly said: "failed"; readonly why: string };

const say = (words: FromHost) => process.send?.(words);
let server: RunningServer | undefined;

async function obey(order: ToHost): Promise<void> {
  try {
    if (order.do === "start") {
      server = await startServer(order.options);
      const { url, operatorKey, runtimePids } = server;
      say({ said: "started", url, operatorKey, runtimePids });
    } else if (order.do === "sweep") {
      await server?.sweep();
      say({ said: "swept" });
    } else {
      await server?.stop();
      say({ said: "stopped" });
    }
  } catch (error) {
    say({ said: "failed", why: (error as Error).stack ?? String(error) });
  }
}

process.on("message", (order: ToHost) => void obey(order));
// Nobody is left to be started for.
process.on("disconnect", () => {
  void (server?.stop() ?? Promise.resolve()).finally(() => process.exit());
});
say({ said: "loaded" });
