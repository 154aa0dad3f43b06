import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { httpsReport } from "../gateways/https-phone.ts";
import { phoneProviders, reportUrlOf } from "../gateways/phone-providers.ts";
import { twilioReport } from "../gateways/twilio.ts";
import { bytesAtMost } from "../http/body.ts";
import type { ApiContext } from "../http/context.ts";
import { problem } from "../http/problem.ts";
import { writeReport } from "../messages/log.ts";

/** A report is a few lines. */
const MAX_REPORT_BYTES = 16 * 1024;

/**
 * What providers report of messages (RES-7). Their signature stands for a session; a report of a message we don't know, or
 * that comes twice, is taken like any other, so that it isn't sent for ever.
 */
export const messageReports = new Hono<ApiContext>().post("/messages/reports/:provider", async (c) => {
  const name = c.req.param("provider");
  const provider = (await phoneProviders(c.env)).find((one) => one.name === name);
  if (!provider?.reports) return problem(c, "not-found");
  const bytes = await bytesAtMost(c.req.raw.body, MAX_REPORT_BYTES);
  if (bytes === null) return problem(c, "body-too-large");
  const body = new TextDecoder().decode(bytes);
  const { reports } = provider;
  const report =
    reports.kind === "twilio"
      ? twilioReport(
          reports.authToken,
          // As it was given to them; what our own server sees of it may be another scheme or host.
          reportUrlOf(c.env, name) + new URL(c.req.url).search,
          new URLSearchParams(body),
          c.req.header("x-twilio-signature") ?? null,
        )
      : httpsReport(reports, body, c.req.header(reports.header) ?? null);
  if (report === null) return problem(c, "forbidden");
  if (report !== "nothing") await writeReport(c.env.DB, name, report, clockOf(c.env).now());
  return c.body(null, 204);
});
