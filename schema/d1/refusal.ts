import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * What somebody was refused (SEC-8), counted by the hour: who asked, at which route, with which answer; never what they sent.
 * One row per hour, asker, route and answer, and no more than so many an hour.
 */
export const refusal = sqliteTable(
  "refusal",
  {
    hourMs: integer("hour_ms").notNull(),
    /** staff, resident, pos-key or network. */
    kind: text("kind").notNull(),
    /** An id; of a network its keyed hash; `others` where the hour had no room left. */
    subject: text("subject").notNull(),
    /** The region whose staff it was; empty for everybody else. */
    regionId: text("region_id").notNull(),
    /** Method and pattern of the route, without any id. */
    route: text("route").notNull(),
    code: text("code").notNull(),
    /** A network as people may see it: its first digits. */
    shown: text("shown"),
    times: integer("times").notNull(),
    lastAtMs: integer("last_at_ms").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.hourMs, t.kind, t.subject, t.regionId, t.route, t.code] }),
    index("refusal_region").on(t.regionId, t.hourMs),
  ],
);
