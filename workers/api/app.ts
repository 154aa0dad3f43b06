import { Hono } from "hono";
import { logLine } from "../../durable-objects/lib/log.ts";
import { jsonBody } from "../http/body.ts";
import type { ApiContext } from "../http/context.ts";
import { setEdgeHeaders } from "../http/edge-headers.ts";
import { errorText } from "../http/error-text.ts";
import { sameOrigin } from "../http/origin.ts";
import { problem } from "../http/problem.ts";
import { refusalLater } from "../http/refusal-later.ts";
import { limitRoutes } from "../http/route-limits.ts";
import { anyone } from "./anyone.ts";
import { applications } from "./applications.ts";
import { approvals } from "./approvals.ts";
import { archive } from "./archive.ts";
import { bankAccounts } from "./bank-accounts.ts";
import { bulkEdits } from "./bulk-edits.ts";
import { cases } from "./cases.ts";
import { changeRequests } from "./change-requests.ts";
import { charges } from "./charges.ts";
import { closings } from "./closings.ts";
import { consents } from "./consents.ts";
import { counter } from "./counter.ts";
import { dashboard } from "./dashboard.ts";
import { devices } from "./devices.ts";
import { erasures } from "./erasures.ts";
import { evidence, evidenceUpload } from "./evidence.ts";
import { expired } from "./expired.ts";
import { feeMoves } from "./fee-moves.ts";
import { follows } from "./follows.ts";
import { fund } from "./fund.ts";
import { fundThresholds } from "./fund-thresholds.ts";
import { grantLeftOut, grants, grantUpload } from "./grants.ts";
import { history } from "./history.ts";
import { holderMoves } from "./holder-moves.ts";
import { holderStory } from "./holder-story.ts";
import { holders } from "./holders.ts";
import { imports, importUpload } from "./imports.ts";
import { inbox } from "./inbox.ts";
import { invitations } from "./invitations.ts";
import { issueDays } from "./issue-days.ts";
import { issueListSheets } from "./issue-list-sheets.ts";
import { issueLists, issueListUpload } from "./issue-lists.ts";
import { issueMoves } from "./issue-moves.ts";
import { issueSearch } from "./issue-search.ts";
import { issues } from "./issues.ts";
import { letters } from "./letters.ts";
import { maps } from "./maps.ts";
import { messageReports } from "./messages.ts";
import { moves } from "./moves.ts";
import { mailDoors, newsletters } from "./newsletters.ts";
import { notices } from "./notices.ts";
import { number } from "./number.ts";
import { numberChecks } from "./number-checks.ts";
import { operations } from "./operations.ts";
import { operator } from "./operator.ts";
import { organisationFees } from "./organisation-fees.ts";
import { organisations } from "./organisations.ts";
import { passkeys } from "./passkeys.ts";
import { paymentCodes } from "./payment-codes.ts";
import { paymentLimit } from "./payment-limit.ts";
import { payments } from "./payments.ts";
import { payoutMoves } from "./payout-moves.ts";
import { payoutRulesApi } from "./payout-rules.ts";
import { payouts } from "./payouts.ts";
import { pictures } from "./pictures.ts";
import { pos } from "./pos.ts";
import { posKeys } from "./pos-keys.ts";
import { postalCodes } from "./postal-codes.ts";
import { printPackages } from "./print-packages.ts";
import { programmeDesigns } from "./programme-designs.ts";
import { programmes } from "./programmes.ts";
import { proof } from "./proof.ts";
import { push } from "./push.ts";
import { openApi } from "./reference.ts";
import { refundable } from "./refundable.ts";
import { refusedAccess } from "./refused-access.ts";
import { regionArchive } from "./region-archive.ts";
import { regions } from "./regions.ts";
import { reports } from "./reports.ts";
import { residentLetters } from "./resident-letters.ts";
import { residents } from "./residents.ts";
import { retentionApi } from "./retention.ts";
import { sales } from "./sales.ts";
import { seals } from "./seals.ts";
import { sounds } from "./sounds.ts";
import { staff } from "./staff.ts";
import { staffAccounts } from "./staff-accounts.ts";
import { staffFactors } from "./staff-factors.ts";
import { staffPasskeys } from "./staff-passkeys.ts";
import { staffSessions } from "./staff-sessions.ts";
import { statements } from "./statements.ts";
import { status } from "./status.ts";
import { stops } from "./stops.ts";
import { storePictures } from "./store-pictures.ts";
import { storeQrs } from "./store-qrs.ts";
import { stores } from "./stores.ts";
import { terms } from "./terms.ts";
import { tillLock } from "./till-lock.ts";
import { traces } from "./traces.ts";
import { transferResults } from "./transfer-results.ts";
import { wallets } from "./wallets.ts";
import { webhooks } from "./webhooks.ts";

/** The whole API. The more special path comes first. */
const api = new Hono<ApiContext>()
  .basePath("/api")
  .use(async (c, next) => {
    c.set("requestId", crypto.randomUUID());
    c.set("dispatch", async (request, env) => app.fetch(request, env, c.executionCtx));
    await next();
    const refusedWith = c.get("refusedWith");
    if (refusedWith !== undefined && c.res.status >= 400) refusalLater(c, refusedWith);
    // A socket's reply is the runtime's own and can't be changed.
    if (c.res.status === 101) return;
    // Not by c.header: it would make the reply anew for each of them.
    const { headers } = c.res;
    headers.set("x-request-id", c.get("requestId"));
    setEdgeHeaders(headers, new URL(c.req.url));
  })
  .use(limitRoutes)
  .use(sameOrigin)
  .route("/", pictures)
  .route("/", sounds)
  .route("/", importUpload)
  .route("/", issueListUpload)
  .route("/", grantUpload)
  .route("/", grantLeftOut)
  .route("/", messageReports)
  .route("/", mailDoors)
  .route("/", transferResults)
  .use(jsonBody)
  .route("/", organisations)
  .route("/", stores)
  .route("/", storePictures)
  .route("/", follows)
  .route("/", push)
  .route("/", changeRequests)
  .route("/", applications)
  .route("/", terms)
  .route("/", anyone)
  .route("/", status)
  .route("/", residents)
  .route("/", devices)
  .route("/", proof)
  .route("/", number)
  .route("/", moves)
  .route("/", numberChecks)
  .route("/", passkeys)
  .route("/", paymentLimit)
  .route("/", consents)
  .route("/", wallets)
  .route("/", history)
  .route("/", paymentCodes)
  .route("/", charges)
  .route("/", payments)
  .route("/", operations)
  .route("/", staff)
  .route("/", staffFactors)
  .route("/", staffPasskeys)
  .route("/", staffSessions)
  .route("/", tillLock)
  .route("/", staffAccounts)
  .route("/", invitations)
  .route("/", counter)
  .route("/", posKeys)
  .route("/", webhooks)
  .route("/", pos)
  .route("/", issues)
  .route("/", evidenceUpload)
  .route("/", evidence)
  .route("/", issueSearch)
  .route("/", issueDays)
  .route("/", issueLists)
  .route("/", issueListSheets)
  .route("/", issueMoves)
  .route("/", printPackages)
  .route("/", programmeDesigns)
  .route("/", programmes)
  .route("/", dashboard)
  .route("/", regions)
  .route("/", maps)
  .route("/", retentionApi)
  .route("/", fund)
  .route("/", approvals)
  .route("/", grants)
  .route("/", fundThresholds)
  .route("/", feeMoves)
  .route("/", bankAccounts)
  .route("/", payoutRulesApi)
  .route("/", organisationFees)
  .route("/", closings)
  .route("/", payouts)
  .route("/", payoutMoves)
  .route("/", postalCodes)
  .route("/", bulkEdits)
  .route("/", storeQrs)
  .route("/", sales)
  .route("/", statements)
  .route("/", expired)
  .route("/", erasures)
  .route("/", holders)
  .route("/", holderStory)
  .route("/", holderMoves)
  .route("/", refundable)
  .route("/", stops)
  .route("/", refusedAccess)
  .route("/", cases)
  .route("/", traces)
  .route("/", newsletters)
  .route("/", notices)
  .route("/", letters)
  .route("/", residentLetters)
  .route("/", inbox)
  .route("/", reports)
  .route("/", imports)
  .route("/", seals)
  .route("/", archive)
  .route("/", regionArchive)
  .route("/", operator);

/**
 * The API as whoever serves it sees it. The type of all its routes together is longer than the compiler writes out, and nobody
 * follows it: clients have `web/shared/client/endpoints.ts`, which the contract's tests hold against the routes.
 */
export const app: Hono<ApiContext> = api as unknown as Hono<ApiContext>;

app.get("/openapi.json", async (c) => c.json(await openApi(app as never, new URL(c.req.url).origin)));

app.notFound((c) => {
  const others = app.routes.filter((route) => route.method !== "ALL" && fits(route.path, c.req.path));
  return problem(
    c,
    others.some((route) => route.method !== c.req.method) ? "method-not-allowed" : "not-found",
  );
});

app.onError((error, c) => {
  const said = errorText(error);
  logLine("error", "request failed", { requestId: c.get("requestId"), path: c.req.path, error: said });
  // Away for a moment is not broken: the same request may be sent again (OPR-6).
  return problem(
    c,
    /D1_|overloaded|Network connection lost|storage caused object/i.test(said) ? "try-again" : "internal",
  );
});

/** Whether a path is one of a route's, names in it aside. */
function fits(route: string, path: string): boolean {
  const wanted = route.split("/");
  const given = path.split("/");
  return (
    wanted.length === given.length && wanted.every((part, i) => part.startsWith(":") || part === given[i])
  );
}
