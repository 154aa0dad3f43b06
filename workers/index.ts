import { clockOf } from "../durable-objects/lib/clock.ts";
import { logLine } from "../durable-objects/lib/log.ts";
import { app } from "./api/app.ts";
import type { Env } from "./env.ts";
import { serveMapTiles } from "./gateways/map-tiles.ts";
import { refusePlainHttp, withEdgeHeaders } from "./http/edge-headers.ts";
import { serveSecurityTxt } from "./http/security-txt.ts";
import { API_REFERENCE_PATH, serveShell } from "./http/shells.ts";
import { serveUpload } from "./http/uploads.ts";
import { consume } from "./queue/consumer.ts";
import { sweep } from "./queue/sweep.ts";

// The only place that re-exports actor classes; workerd finds them by these names (wrangler.toml).
export { CouponActor } from "../durable-objects/coupon/actor.ts";
export { FeedActor } from "../durable-objects/feed/actor.ts";
export { FundActor } from "../durable-objects/fund/actor.ts";
export { ThrottleActor } from "../durable-objects/throttle/actor.ts";
export { VerificationActor } from "../durable-objects/verification/actor.ts";
export { WalletActor } from "../durable-objects/wallet/actor.ts";

/** Whatever is not the API. */
async function answer(request: Request, url: URL, env: Env): Promise<Response> {
  const security = serveSecurityTxt(url, env, clockOf(env).now());
  if (security !== null) return security;
  const tile = await serveMapTiles(request, env);
  if (tile !== null) return tile;
  const upload = await serveUpload(request, env);
  if (upload !== null) return upload;
  if (__DEV__ && url.pathname.startsWith("/dev/")) {
    const { serveDevInbox } = await import("./gateways/dev-inbox.ts");
    const page = await serveDevInbox(request, env);
    if (page !== null) return page;
  }
  return serveShell(request, env.ASSETS);
}

export default {
  async fetch(request, env, ctx) {
    const url = new URL(request.url);
    const refused = refusePlainHttp(request, url, env.ENVIRONMENT);
    if (refused !== null) return withEdgeHeaders(refused, url);
    const isApi = url.pathname === "/api" || url.pathname.startsWith("/api/");
    // The API says what every answer says by itself: making its replies anew would cost each payment.
    if (isApi && url.pathname !== API_REFERENCE_PATH) return app.fetch(request, env, ctx);
    return withEdgeHeaders(await answer(request, url, env), url);
  },

  queue: (batch, env, ctx) => consume(batch, env, ctx),

  async scheduled(_controller, env) {
    logLine("log", "sweep", { ...(await sweep(env)) });
  },
} satisfies ExportedHandler<Env>;
