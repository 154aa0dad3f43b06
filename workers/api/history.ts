import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  historyDetailParamSchema,
  historyDetailSchema,
  historyFileQuerySchema,
  historyPageSchema,
  historyQuerySchema,
} from "../../schema/api/history.ts";
import { walletParamSchema } from "../../schema/api/wallets.ts";
import { type ProgrammeId, walletName } from "../../schema/ids.ts";
import { historyFile } from "../history/file.ts";
import { historyDetail, historyPage, historyRows } from "../history/reading.ts";
import { valid } from "../http/body.ts";
import { residentOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { programmeFacts } from "../http/facts.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";
import { viewWallet } from "./wallets.ts";

/** What happened in the resident's Pays (HIS). A wallet that doesn't answer is to be asked again. */
export const history = new Hono<ApiContext>()
  .get(
    "/wallets/:programmeId/journal",
    doc("resident", "What happened in one Pay, newest first", historyPageSchema),
    residentOnly,
    valid("param", walletParamSchema),
    valid("query", historyQuerySchema),
    async (c) => {
      const owner = ownerOf(c, c.req.valid("param").programmeId);
      const page = await historyPage(c.env, owner, c.req.valid("query")).catch(() => null);
      return page ? c.json(page) : problem(c, "try-again");
    },
  )
  .get(
    "/wallets/:programmeId/journal/:operationId",
    doc("resident", "Everything about one operation of a Pay", historyDetailSchema),
    residentOnly,
    valid("param", historyDetailParamSchema),
    async (c) => {
      const { programmeId, operationId } = c.req.valid("param");
      const programme = await programmeFacts(c.env, programmeId);
      if (!programme) return problem(c, "not-found");
      const nowMs = clockOf(c.env).now();
      const owner = ownerOf(c, programmeId);
      const detail = await historyDetail(c.env, owner, operationId, programme, nowMs).catch(() => undefined);
      if (detail === undefined) return problem(c, "try-again");
      return detail ? c.json(detail) : problem(c, "not-found");
    },
  )
  .get(
    "/wallets/:programmeId/history.csv",
    doc("resident", "What happened in one Pay as a file (CSV), oldest first", z.string()),
    residentOnly,
    valid("param", walletParamSchema),
    valid("query", historyFileQuerySchema),
    async (c) => {
      const { programmeId } = c.req.valid("param");
      const { language, ...period } = c.req.valid("query");
      const owner = ownerOf(c, programmeId);
      const [programme, view, rows] = await Promise.all([
        programmeFacts(c.env, programmeId),
        viewWallet(c.env, walletName(owner.residentId, programmeId)),
        historyRows(c.env, owner, period).catch(() => undefined),
      ]);
      if (!programme) return problem(c, "not-found");
      if (!view || rows === undefined) return problem(c, "try-again");
      if (rows === null) return problem(c, "history-too-long");
      const file = historyFile(rows, view.lots, { ...period, unitWord: programme.unitWord, language });
      return new Response(file, {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="tegata-history.csv"`,
        },
      });
    },
  );

function ownerOf(c: Context<ApiContext>, programmeId: ProgrammeId) {
  return { residentId: c.get("resident").residentId, programmeId };
}
