import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { ZodType } from "zod";
import { chargeReplySchema, inspectChargeReplySchema } from "../../schema/api/charges.ts";
import * as counter from "../../schema/api/counter.ts";
import { couponViewSchema, freezeReplySchema } from "../../schema/api/coupons.ts";
import * as funds from "../../schema/api/fund.ts";
import { healthSchema } from "../../schema/api/health.ts";
import { historyDetailSchema, historyPageSchema } from "../../schema/api/history.ts";
import * as holders from "../../schema/api/holders.ts";
import * as issues from "../../schema/api/issues.ts";
import { resolveReplySchema } from "../../schema/api/operations.ts";
import { municipalitiesSchema, organisationsPageSchema } from "../../schema/api/organisations.ts";
import * as payments from "../../schema/api/payments.ts";
import * as programmes from "../../schema/api/programmes.ts";
import { pageVersionSchema, pageVersionsSchema, publicRegionSchema } from "../../schema/api/regions.ts";
import { reportSchema, reportsPageSchema } from "../../schema/api/reports.ts";
import { residentMeSchema } from "../../schema/api/residents.ts";
import { staffMeSchema, staffPageSchema } from "../../schema/api/staff.ts";
import { backOfficeStoresPageSchema, storeDetailSchema, storesPageSchema } from "../../schema/api/stores.ts";
import { openPaysPageSchema, walletsSchema } from "../../schema/api/wallets.ts";
import { Browser, makeRegion, makeResident, op } from "./world.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** The reply fits its schema, and carries nothing that the schema doesn't name. */
function fits(schema: ZodType, body: unknown): void {
  const parsed = schema.safeParse(body);
  expect(parsed.error?.issues ?? []).toEqual([]);
  expect(parsed.data).toEqual(body);
}

test("every route of the contract is in /api/openapi.json, which is OpenAPI 3.1, and every one says how it fails", async () => {
  const document = await new Browser().read("openapi.json");
  expect(document.openapi).toBe("3.1.0");
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, { responses: Record<string, unknown> }>).map(
      ([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, operation }),
    ),
  );
  const wanted = `GET health;GET stores;GET stores/{id};POST coupons/inspect;GET programmes/open;
    POST residents/verification;POST residents/session;DELETE residents/session;GET residents/me;
    GET residents/consents;POST residents/consents;GET residents/pays/{programmeId};
    PUT residents/pays/{programmeId}/answers;GET wallets;
    GET wallets/{programmeId}/journal;
    GET wallets/{programmeId}/journal/{operationId};GET wallets/{programmeId}/history.csv;POST charges/inspect;POST charges;POST payments/inspect;POST payments;
    POST operations/resolve;POST staff/session;DELETE staff/session;GET staff/me;PUT staff/easy-till;POST staff/password;
    GET counter/stores;POST counter/inspect;POST counter/payments;POST counter/payments/{operationId}/void;
    GET counter/payments;GET counter/summary;GET pos-keys;POST pos-keys;POST pos-keys/{id}/replacement;
    POST pos-keys/{id}/end;GET webhooks;POST webhooks;GET webhooks/{id};POST webhooks/{id}/secret;POST webhooks/{id}/start;
    POST webhooks/{id}/end;POST webhooks/{id}/test;GET webhooks/{id}/deliveries;
    POST webhooks/{id}/deliveries/{eventId}/resend;GET pos/v1/key;POST pos/v1/inspections;POST pos/v1/payments;GET pos/v1/payments;
    POST pos/v1/payments/{operationId}/void;POST pos/v1/operations/resolve;GET counter/day;GET counter/qr;POST issues;GET issues;GET issues/{id};
    POST issues/{id}/activate;GET issues/{id}/sheets;GET issues/{id}/coupons;GET issuers/me/allotment;
    POST coupons/{id}/cancel;POST coupons/{id}/replace;POST programmes;GET programmes;GET programmes/{id};
    POST programmes/{id}/rules;POST programmes/{id}/deposits;POST programmes/{id}/allotments;POST programmes/{id}/moves;
    GET programmes/{id}/fund;GET programmes/{id}/statement;GET programmes/{id}/issuers;GET programmes/{id}/forecast;
    GET programmes/{id}/thresholds;POST programmes/{id}/thresholds;DELETE programmes/{id}/thresholds/{thresholdId};
    GET programmes/{id}/figures;POST organisations;GET organisations;GET municipalities;POST stores;GET stores/managed;
    POST stores/{id}/tills;POST staff;GET staff;POST staff/{id}/stop;POST holders;POST holders/search;
    GET holders/coupons/{id}/timeline;GET holders/residents/{residentId}/wallets/{programmeId}/timeline;
    POST holders/coupons/{id}/stay;POST extensions;POST payments/{operationId}/refundable;POST freezes;
    POST payments/{operationId}/refund;POST notices;GET notices;POST notices/{id};GET notices/{id};
    POST notices/{id}/attachments;DELETE notices/{id}/attachments/{attachmentId};POST notices/{id}/publish;
    POST notices/{id}/withdraw;GET inbox;POST inbox/{id}/read;GET residents/inbox;POST residents/inbox/{id}/read;
    POST reports;GET reports;GET reports/{id};GET seals;GET verification;
    GET organisations/{id};GET organisations/{id}/history;POST organisations/{id}/suspension;GET stores/{id}/managed;
    PUT stores/{id};POST stores/{id}/suspension;PUT stores/{id}/picture;DELETE stores/{id}/picture;GET change-requests;
    POST change-requests;POST change-requests/{id}/decision;POST change-requests/{id}/withdrawal;
    GET regions/{id}/joining;POST applications;POST applications/state;POST applications/again;GET applications;
    GET applications/{id};POST applications/{id}/decision;GET terms;POST terms;GET terms/{id};
    POST terms/{id}/acceptances;GET terms/{id}/acceptances;POST staff/{id}/password;POST staff/{id}/start;
    POST operator/regions;POST operator/seals;GET operator/seals;GET operator/breaks;POST operator/breaks/{id}/mend;
    POST operator/rebuild;GET operator/rebuild/{id};GET banks;GET banks/{code}/branches;POST operator/banks;
    GET organisations/{id}/bank-account;POST organisations/{id}/bank-account;GET stores/{id}/bank-account;
    POST stores/{id}/bank-account;GET programmes/{id}/payout-rule;POST programmes/{id}/payout-rule;
    GET programmes/{id}/next-closing;GET closings;POST closings;GET closings/{id};GET closings/{id}/lines;
    POST closings/{id}/confirm;POST closings/{id}/approve;POST closings/{id}/discard;
    GET programmes/{id}/waiting-transfers;GET payouts;POST payouts;GET payouts/{id};GET payouts/{id}/items;
    POST payouts/{id}/send;POST payouts/{id}/settle;POST payouts/{id}/discard;POST payout-items/{id}/return;
    POST holders/residents/{id}/erasure;GET operator/erasures;POST operator/residents/{id}/erasure;
    GET statements;GET programmes/{id}/expired-money;POST programmes/{id}/expired-returns`
    .split(";")
    .map((route) => route.trim().replace(" ", " /api/"));
  const routes = new Set(documented.map((each) => each.route));
  expect(wanted.filter((route) => !routes.has(route))).toEqual([]);
  for (const { route, operation } of documented.filter((each) => wanted.includes(each.route)))
    expect([route, operation.responses.default]).toEqual([route, expect.anything()]);
});

test("what goes over the wire is what the contract says, field by field", async () => {
  const world = await makeRegion();
  const { admin, desk, clerk } = world;
  const anyone = new Browser();
  const { sheets, issueId } = await world.issue(2);
  const sheet = sheets[0];
  if (!sheet) throw new Error("no sheet");

  fits(healthSchema, await anyone.read("health"));
  fits(storesPageSchema, await anyone.read(`stores?programmeId=${world.programmeId}&text=喫茶`));
  fits(storeDetailSchema, await anyone.read(`stores/${world.store.storeId}`));
  fits(openPaysPageSchema, await anyone.read("programmes/open"));
  fits(couponViewSchema, await anyone.done("coupons/inspect", { code: `https://x/c/${sheet.code}` }));

  const seen = await clerk.done("counter/inspect", { ...world.store, code: sheet.code });
  fits(counter.counterInspectReplySchema, seen);
  const paid = await clerk.done("counter/payments", {
    operationId: op(seen.coupon.idTail),
    handle: seen.coupon.handle,
    ...world.store,
    amountYen: 700,
  });
  fits(payments.paymentReplySchema, paid);
  fits(
    resolveReplySchema,
    await clerk.done("operations/resolve", { operationId: paid.receipt.operationId, handle: paid.handle }),
  );

  const resident = await makeResident(env.DB);
  fits(residentMeSchema, await resident.read("residents/me"));
  const look = await resident.done("charges/inspect", { code: sheet.code });
  fits(inspectChargeReplySchema, look);
  fits(
    chargeReplySchema,
    await resident.done("charges", {
      operationId: op(look.coupon.idTail),
      handle: look.coupon.handle,
      programmeId: world.programmeId,
    }),
  );
  fits(walletsSchema, await resident.read("wallets"));
  const happened = await resident.read(`wallets/${world.programmeId}/journal`);
  fits(historyPageSchema, happened);
  const one = `wallets/${world.programmeId}/journal/${happened.rows[0].operationId}`;
  fits(historyDetailSchema, await resident.read(one));
  const qr = await clerk.read(`counter/qr?storeId=${world.store.storeId}`);
  fits(counter.storeQrSchema, qr);
  const [, storeId, tillId, signature] = /\/s\/([^/]+)\/([^.]+)\.(.+)$/.exec(qr.tills[0].qrText) ?? [];
  fits(
    payments.inspectPaymentReplySchema,
    await resident.done("payments/inspect", { storeId, tillId, signature }),
  );

  fits(counter.counterStoresSchema, await clerk.read("counter/stores"));
  fits(counter.storePaymentsPageSchema, await clerk.read(`counter/payments?storeId=${world.store.storeId}`));
  fits(counter.storeSummarySchema, await clerk.read(`counter/summary?storeId=${world.store.storeId}`));
  fits(counter.storeDaySchema, await clerk.read(`counter/day?storeId=${world.store.storeId}`));
  fits(staffMeSchema, await clerk.read("staff/me"));

  fits(issues.issuesPageSchema, await desk.read("issues"));
  fits(issues.issueSchema, await desk.read(`issues/${issueId}`));
  fits(issues.sheetsSchema, await desk.read(`issues/${issueId}/sheets`));
  fits(issues.issueCouponsPageSchema, await desk.read(`issues/${issueId}/coupons?limit=1`));
  fits(issues.allotmentSchema, await desk.read("issuers/me/allotment"));

  fits(programmes.programmesPageSchema, await admin.read("programmes"));
  fits(programmes.programmeSchema, await admin.read(`programmes/${world.programmeId}`));
  fits(
    programmes.programmeVersionsPageSchema,
    await admin.read(`programmes/${world.programmeId}/versions?limit=1`),
  );
  fits(programmes.movesSchema, await admin.read(`programmes/${world.programmeId}/moves`));
  const { scope } = await admin.read(`programmes/${world.programmeId}`);
  fits(programmes.scopeStoresSchema, await admin.done("programmes/scope", { scope, page: { limit: 1 } }));
  fits(
    pageVersionSchema,
    await admin.done("region/pages", { kind: "privacy", basedOn: 0, text: "個人情報の取り扱い" }),
  );
  fits(pageVersionsSchema, await admin.read("region/pages?kind=privacy"));
  fits(publicRegionSchema, await admin.read(`regions/${world.region.regionId}`));
  fits(programmes.fundSchema, await admin.read(`programmes/${world.programmeId}/fund`));
  const fund = `programmes/${world.programmeId}`;
  const days = `from=2026-01-01&to=2099-12-31`;
  fits(funds.statementSchema, await admin.read(`${fund}/statement?account=available&${days}`));
  fits(funds.issuerSharesPageSchema, await admin.read(`${fund}/issuers`));
  fits(funds.forecastSchema, await admin.read(`${fund}/forecast`));
  const threshold = { measure: "percent", below: 10, recipients: ["kakari@example.jp"] };
  fits(funds.thresholdSchema, await admin.done(`${fund}/thresholds`, threshold));
  fits(funds.thresholdsPageSchema, await admin.read(`${fund}/thresholds`));
  fits(programmes.figuresSchema, await admin.read(`programmes/${world.programmeId}/figures`));
  fits(organisationsPageSchema, await admin.read("organisations?kind=issuer"));
  fits(municipalitiesSchema, await admin.read("municipalities"));
  fits(backOfficeStoresPageSchema, await admin.read("stores/managed"));
  fits(staffPageSchema, await admin.read("staff?limit=2"));
  fits(holders.holderReplySchema, await admin.done("holders", { code: sheets[1]?.code }));
  fits(
    freezeReplySchema,
    await admin.done("freezes", {
      kind: "coupon",
      couponId: sheet.couponId,
      operationId: op(seen.coupon.idTail),
      frozen: true,
      reason: "ためし",
    }),
  );
  fits(holders.timelinePageSchema, await admin.read(`holders/coupons/${sheet.couponId}/timeline`));
  fits(
    holders.refundableReplySchema,
    await admin.done(`payments/${paid.receipt.operationId}/refundable`, { handle: paid.handle }),
  );
  fits(
    holders.holderHitsSchema,
    await admin.done("holders/search", { by: "operation", operationId: paid.receipt.operationId }),
  );
  const report = await admin.done("reports", {
    programmeId: world.programmeId,
    kind: "transactions",
    from: "2026-01-01",
    to: "2099-12-31",
  });
  fits(reportSchema, report);
  const statement = { kind: "fund-statement", account: "available", from: "2026-01-01", to: "2099-12-31" };
  fits(reportSchema, await admin.done("reports", { programmeId: world.programmeId, ...statement }));
  fits(reportsPageSchema, await admin.read("reports"));
});
