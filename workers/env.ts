import type { CouponActor } from "../durable-objects/coupon/actor.ts";
import type { FeedActor } from "../durable-objects/feed/actor.ts";
import type { FundActor } from "../durable-objects/fund/actor.ts";
import type { VerificationActor } from "../durable-objects/verification/actor.ts";
import type { WalletActor } from "../durable-objects/wallet/actor.ts";
import type { Approved } from "./approvals/four-eyes.ts";
import type { MailBinding } from "./gateways/mail.ts";

/**
 * Everything the Worker and the actors are handed from outside: bindings and vars of `wrangler.toml`,
 * and the secrets listed in its head.
 */
export interface Env {
  COUPON: DurableObjectNamespace<CouponActor>;
  WALLET: DurableObjectNamespace<WalletActor>;
  FUND: DurableObjectNamespace<FundActor>;
  VERIFICATION: DurableObjectNamespace<VerificationActor>;
  FEED: DurableObjectNamespace<FeedActor>;
  /** Reached through itty-durable's proxy, not by RPC. */
  THROTTLE: DurableObjectNamespace;

  DB: D1Database;
  /** JSON map of region id to `DB_2`, `DB_3`, …, bindings beside `DB` (durable-objects/lib/region-database.ts); empty: all in `DB`. */
  REGION_DATABASES?: string;
  /** The journal log (PRJ-1); written by the projection only. */
  LOG: R2Bucket;
  /** Reports, sheets and uploads. */
  FILES: R2Bucket;
  /** And beside it JOURNAL_QUEUE_2, … where one is not enough (durable-objects/lib/journal-queues.ts). */
  JOURNAL_QUEUE: Queue;
  JOBS_QUEUE: Queue;
  ASSETS: Fetcher;

  ENVIRONMENT: "local" | "production";
  /** Scheme and host that people reach, e.g. `https://tegata.example.jp`; printed into every QR. */
  PUBLIC_ORIGIN: string;
  /** Whom to tell of a hole, `mailto:…` or `https://…`; empty: nobody is named (workers/http/security-txt.ts). */
  SECURITY_CONTACT: string;
  /** JSON of the map's finer tiles, `{"url", "attribution"}` (workers/gateways/map-tiles.ts); empty: only what comes with it. */
  MAP_TILES?: string;
  /** Cloudflare's word on the deployed version. */
  VERSION?: { readonly timestamp: string };
  /** Milliseconds as decimal text (CLK-1). */
  CLOCK_OFFSET_MS: string;

  /** JSON map of pepper generation to base64 master. */
  PEPPERS: string;
  /** JSON map of issue key id to base64 master. */
  ISSUE_KEYS: string;
  SESSION_KEY: string;
  STORE_QR_KEY: string;
  PHONE_KEY: string;
  OPERATOR_KEY: string;
  /** JWK or JWK set of Ed25519 (workers/archive/keys.ts); without it sealed dates wait to be archived. */
  ARCHIVE_SIGNING_KEY?: string;
  /** Private P-256 JWK by which push services know us (workers/push/vapid.ts); without it nothing is pushed. */
  VAPID_KEY?: string;
  /** Where signed roots are sent (workers/gateways/witness.ts); without it they stay unsent in production. */
  ROOT_WITNESS_URL?: string;
  /** JSON: who delivers SMS and calls, and their keys (workers/gateways/phone-providers.ts); a laptop has its own inbox. */
  PHONE_PROVIDERS?: string;
  PHONE_PROVIDER_KEYS?: string;
  /** Where mail goes (workers/gateways/mail.ts); without them only a laptop can send, into its own inbox. */
  MAIL_RELAY_URL?: string;
  MAIL_RELAY_TOKEN?: string;
  /** Cloudflare's own sending, and the address it sends from, instead of a relay. */
  EMAIL?: MailBinding;
  MAIL_FROM?: string;

  /** Never bound: set by an approval for the one request that it sends again (workers/approvals/four-eyes.ts). */
  APPROVED?: Approved;
}
