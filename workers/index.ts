import { app } from "./api/app.ts";
import type { Env } from "./env.ts";
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

export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (pathname === API_REFERENCE_PATH) return serveShell(request, env.ASSETS);
    if (pathname === "/api" || pathname.startsWith("/api/")) return app.fetch(request, env, ctx);
    const upload = await serveUpload(request, env);
    if (upload !== null) return upload;
    if (__DEV__ && pathname.startsWith("/dev/")) {
      const { serveDevInbox } = await import("./gateways/dev-inbox.ts");
      const page = await serveDevInbox(request, env);
      if (page !== null) return page;
    }
    return serveShell(request, env.ASSETS);
  },

  queue: (batch, env, ctx) => consume(batch, env, ctx),

  async scheduled(_controller, env) {
    console.log("sweep", await sweep(env));
  },
} satisfies ExportedHandler<Env>;
