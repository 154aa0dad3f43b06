import type { Side } from "../../schema/api/staff.ts";
import type { Needs } from "../http/guard.ts";

/** Who gets in: anybody, or whoever a guard lets in. */
export type RouteNeeds = "anyone" | Needs;

/** What an id in a request names. */
export type ObjectKind =
  | "application"
  | "approval"
  | "attachment"
  | "branch"
  | "case"
  | "change-request"
  | "closing"
  | "coupon"
  | "device"
  | "evidence"
  | "move"
  | "grant"
  | "letter"
  | "resident-letter"
  | "mail-address"
  | "newsletter"
  | "import"
  | "inbox-attachment"
  | "inbox-notice"
  | "issue"
  | "issue-list"
  | "issuer"
  | "notice"
  | "number-check"
  | "organisation"
  | "passkey"
  | "payment"
  | "payout"
  | "payout-item"
  | "pos-key"
  | "programme"
  | "region"
  | "report"
  | "resident"
  | "second-issuer"
  | "staff"
  | "store"
  | "terms"
  | "threshold"
  | "till"
  | "trace"
  | "webhook";

/** One route: who gets in, and which places of its request name which object (`path.id`, `body.storeId`). */
export interface RouteAccess {
  readonly needs: RouteNeeds;
  readonly names?: { readonly [place: string]: ObjectKind };
  /** A side that is shown nothing here but what a rule of its own lets through. */
  readonly hiddenFrom?: Side;
}

const programme = { "path.id": "programme" } as const;
const proposal = { "path.id": "approval" } as const;
const suspicion = { "path.id": "case" } as const;
const story = { "path.id": "trace" } as const;
const pay = { "path.programmeId": "programme" } as const;
const closing = { "path.id": "closing" } as const;
const payout = { "path.id": "payout" } as const;
const notice = { "path.id": "notice" } as const;
const issue = { "path.id": "issue" } as const;
const store = { "path.id": "store" } as const;
const staff = { "path.id": "staff" } as const;
const endpoint = { "path.id": "webhook" } as const;
const proof = { "path.id": "issue", "path.evidenceId": "evidence" } as const;
const stays = { "path.id": "issue-list" } as const;
const listed = { "path.id": "import" } as const;
const newsletter = { "path.id": "newsletter" } as const;
const letter = { "path.id": "letter" } as const;
const granted = { "path.id": "grant" } as const;
const atTill = { "body.storeId": "store", "body.tillId": "till" } as const;
const ofSales = {
  "query.storeId": "store",
  "query.tillId": "till",
  "query.programmeId": "programme",
} as const;
const shop = { "query.storeId": "store" } as const;

/**
 * Every route of the API with who gets in and what it names (ACC-2). `access.actor.test.ts` fails for a route that isn't
 * here, for a guard that says otherwise, and for an id that isn't declared, and asks each of them as every role with
 * objects of its own, of another branch, of another organisation and of another region.
 */
export const ACCESS: { readonly [route: string]: RouteAccess } = {
  /* ---------- Anybody ---------- */
  "GET /api/openapi.json": { needs: "anyone" },
  "GET /api/health": { needs: "anyone" },
  "GET /api/status": { needs: "anyone" },
  "GET /api/postal-codes/:code": { needs: "anyone" },
  "GET /api/archive/keys": { needs: "anyone" },
  "GET /api/archive/roots": { needs: "anyone" },
  "GET /api/regions/:id": { needs: "anyone", names: { "path.id": "region" } },
  "GET /api/map": { needs: "anyone" },
  "GET /api/regions/:id/municipalities": { needs: "anyone", names: { "path.id": "region" } },
  "GET /api/regions/:id/joining": { needs: "anyone", names: { "path.id": "region" } },
  "GET /api/programmes/open": { needs: "anyone", names: { "query.regionId": "region" } },
  "GET /api/stores": { needs: "anyone", names: { "query.programmeId": "programme" } },
  "GET /api/stores/around": { needs: "anyone", names: { "query.programmeId": "programme" } },
  "GET /api/stores/:id": { needs: "anyone", names: store },
  "GET /api/stores/:id/picture/:sha256": { needs: "anyone", names: store },
  "POST /api/coupons/inspect": { needs: "anyone" },
  "POST /api/applications": {
    needs: "anyone",
    names: { "body.regionId": "region", "body.form.terms.termsId": "terms" },
  },
  "POST /api/applications/state": { needs: "anyone" },
  "POST /api/applications/again": { needs: "anyone", names: { "body.form.terms.termsId": "terms" } },
  // Lets in residents and staff alike: who holds the sealed handle may ask what became of their operation (OPR-5).
  "POST /api/operations/resolve": { needs: "anyone" },
  "POST /api/residents/verification": { needs: "anyone" },
  // A provider signs its reports (RES-7).
  "POST /api/messages/reports/:provider": { needs: "anyone" },
  // A relay signs its reports; links and mail programs bring a signed name (NWS-4, NWS-5).
  "POST /api/mail/reports/relay": { needs: "anyone" },
  "POST /api/mail/confirm": { needs: "anyone" },
  "POST /api/mail/leave": { needs: "anyone" },
  "POST /api/mail/leave/:token": { needs: "anyone" },
  "GET /api/mail/leave/:token": { needs: "anyone" },
  "POST /api/residents/session": { needs: "anyone" },
  "DELETE /api/residents/session": { needs: "anyone" },
  // Whoever reads the digits off the old phone, which then confirms it by its name (RES-13).
  "POST /api/residents/moves/claim": { needs: "anyone" },
  "POST /api/residents/moves/session": { needs: "anyone", names: { "body.moveId": "move" } },
  // Whoever has the link of an SMS, a secret of 128 random bits (RES-12).
  "POST /api/number-checks/confirm": { needs: "anyone" },
  "POST /api/number-checks/stop": { needs: "anyone" },
  "POST /api/residents/passkeys/session/options": { needs: "anyone" },
  "POST /api/residents/passkeys/session": { needs: "anyone" },
  // Whoever has the link, which is a secret of 256 bits (ACC-4).
  "POST /api/invitations/look": { needs: "anyone" },
  "POST /api/invitations/acceptance": { needs: "anyone" },
  "POST /api/staff/session": { needs: "anyone" },
  "DELETE /api/staff/session": { needs: "anyone" },

  /* ---------- Residents ---------- */
  "GET /api/residents/me": { needs: "resident" },
  "POST /api/residents/proof/verification": { needs: "resident" },
  "POST /api/residents/proof": { needs: "resident" },
  "POST /api/residents/number/verification": { needs: "resident" },
  "POST /api/residents/number": { needs: "resident" },
  "GET /api/residents/number/check": { needs: "resident" },
  "DELETE /api/residents/number/check": { needs: "resident" },
  "POST /api/residents/moves": { needs: "resident" },
  "GET /api/residents/moves/:id": { needs: "resident", names: { "path.id": "move" } },
  "POST /api/residents/moves/:id/confirm": { needs: "resident", names: { "path.id": "move" } },
  "POST /api/residents/moves/:id/refusal": { needs: "resident", names: { "path.id": "move" } },
  "POST /api/residents/passkeys/confirmation": {
    needs: "resident",
    names: {
      "body.use.programmeId": "programme",
      "body.use.storeId": "store",
      "body.use.passkeyId": "passkey",
    },
  },
  "PUT /api/residents/payment-limit": { needs: "resident" },
  "POST /api/residents/payment-limit/end": { needs: "resident" },
  "DELETE /api/residents/payment-limit/end": { needs: "resident" },
  "GET /api/residents/devices": { needs: "resident" },
  "DELETE /api/residents/devices": { needs: "resident" },
  "GET /api/residents/devices/news": { needs: "resident" },
  "POST /api/residents/devices/news/read": { needs: "resident" },
  "DELETE /api/residents/devices/:id": { needs: "resident", names: { "path.id": "device" } },
  "GET /api/residents/passkeys": { needs: "resident" },
  "POST /api/residents/passkeys": { needs: "resident" },
  "POST /api/residents/passkeys/options": { needs: "resident" },
  "PUT /api/residents/passkeys/:id": { needs: "resident", names: { "path.id": "passkey" } },
  "POST /api/residents/passkeys/:id/removal": { needs: "resident", names: { "path.id": "passkey" } },
  "GET /api/residents/follows": { needs: "resident", names: { "query.programmeId": "programme" } },
  "GET /api/residents/follows/:id": { needs: "resident", names: store },
  "PUT /api/residents/follows/:id": { needs: "resident", names: store },
  "DELETE /api/residents/follows/:id": { needs: "resident", names: store },
  "POST /api/residents/letters/:id/read": { needs: "resident", names: { "path.id": "resident-letter" } },
  "GET /api/residents/letter-mutes": { needs: "resident" },
  "PUT /api/residents/letter-mutes": { needs: "resident" },
  "DELETE /api/residents/letter-mutes": { needs: "resident" },
  "GET /api/residents/letter-mutes/:id": { needs: "resident", names: store },
  "PUT /api/residents/letter-mutes/:id": { needs: "resident", names: store },
  "DELETE /api/residents/letter-mutes/:id": { needs: "resident", names: store },
  "GET /api/residents/push": { needs: "resident" },
  "PUT /api/residents/push/subscription": { needs: "resident" },
  "DELETE /api/residents/push/subscription": { needs: "resident" },
  "PUT /api/residents/push/choices": { needs: "resident" },
  "GET /api/residents/consents": { needs: "resident" },
  "POST /api/residents/consents": { needs: "resident", names: { "body.accepted.0.regionId": "region" } },
  "GET /api/residents/pays/:programmeId": { needs: "resident", names: pay },
  "PUT /api/residents/pays/:programmeId/answers": { needs: "resident", names: pay },
  "GET /api/wallets": { needs: "resident" },
  "POST /api/wallets/:programmeId/codes": { needs: "resident", names: { "path.programmeId": "programme" } },
  "GET /api/wallets/:programmeId/codes/:operationId": {
    needs: "resident",
    names: { "path.programmeId": "programme", "path.operationId": "payment" },
  },
  "DELETE /api/wallets/:programmeId/codes/:operationId": {
    needs: "resident",
    names: { "path.programmeId": "programme", "path.operationId": "payment" },
  },
  "POST /api/residents/erasure": { needs: "resident" },
  "GET /api/wallets/:programmeId/journal": {
    needs: "resident",
    names: { "path.programmeId": "programme", "query.storeId": "store" },
  },
  "GET /api/wallets/:programmeId/journal/:operationId": {
    needs: "resident",
    names: { "path.programmeId": "programme", "path.operationId": "payment" },
  },
  "GET /api/wallets/:programmeId/history.csv": {
    needs: "resident",
    names: { "path.programmeId": "programme" },
  },
  "POST /api/charges/inspect": { needs: "resident" },
  "POST /api/charges": { needs: "resident", names: { "body.programmeId": "programme" } },
  "POST /api/payments/inspect": {
    needs: "resident",
    names: { ...atTill, "body.programmeId": "programme" },
  },
  "POST /api/payments": { needs: "resident", names: { ...atTill, "body.programmeId": "programme" } },
  "GET /api/residents/inbox": { needs: "resident" },
  "POST /api/residents/inbox/looked": { needs: "resident" },
  "POST /api/residents/inbox/:id/read": { needs: "resident", names: { "path.id": "inbox-notice" } },
  "GET /api/residents/inbox/:id/attachments/:attachmentId": {
    needs: "resident",
    names: { "path.id": "inbox-notice", "path.attachmentId": "inbox-attachment" },
  },

  /* ---------- Any staff ---------- */
  "GET /api/staff/me": { needs: "staff" },
  "POST /api/staff/password": { needs: "staff" },
  "GET /api/staff/sessions": { needs: "staff" },
  "DELETE /api/staff/sessions/:sessionId": { needs: "staff" },
  "POST /api/staff/sessions/end-others": { needs: "staff" },
  "POST /api/staff/proof": { needs: "staff" },
  "POST /api/staff/passkeys/session/options": { needs: "anyone" },
  "POST /api/staff/passkeys/session": { needs: "anyone" },
  "POST /api/staff/factor/passkey": { needs: "staff" },
  "GET /api/staff/passkeys": { needs: "staff" },
  "POST /api/staff/passkeys": { needs: "staff" },
  "POST /api/staff/passkeys/options": { needs: "staff" },
  "PUT /api/staff/passkeys/:id": { needs: "staff", names: { "path.id": "passkey" } },
  "POST /api/staff/passkeys/:id/removal": { needs: "staff", names: { "path.id": "passkey" } },
  "POST /api/staff/factor": { needs: "staff" },
  "POST /api/staff/factor/totp": { needs: "staff" },
  "POST /api/staff/factor/totp/confirmation": { needs: "staff" },
  "POST /api/staff/factor/recovery-codes": { needs: "staff" },
  "DELETE /api/staff/factor/totp": { needs: "staff" },
  "GET /api/municipalities": { needs: "staff" },
  "GET /api/terms/:id": { needs: "staff", names: { "path.id": "terms" } },

  /* ---------- The till ---------- */
  "PUT /api/staff/easy-till": { needs: "counter.use" },
  "PUT /api/staff/till-pin": { needs: "counter.use" },
  "DELETE /api/staff/till-pin": { needs: "counter.use" },
  "POST /api/staff/till-lock": { needs: "counter.use" },
  "POST /api/staff/till-unlock": { needs: "counter.use" },
  "POST /api/staff/till-switch": { needs: "counter.use" },
  "GET /api/counter/stores": { needs: "counter.use" },
  "POST /api/counter/inspect": { needs: "counter.use", names: atTill },
  "POST /api/counter/payment-codes": {
    needs: "counter.use",
    names: atTill,
  },
  "POST /api/counter/payments": { needs: "counter.use", names: atTill },
  "POST /api/counter/payments/:operationId/void": {
    needs: "counter.void",
    names: { "path.operationId": "payment", "body.storeId": "store" },
  },
  "GET /api/counter/payments": { needs: "counter.use", names: shop },
  "GET /api/counter/summary": { needs: "counter.use", names: shop },
  "GET /api/counter/day": { needs: "counter.use", names: shop },
  "GET /api/counter/qr": { needs: "counter.use", names: shop },
  "GET /api/counter/feed": { needs: "counter.use", names: shop },

  /* ---------- Till systems ---------- */
  "GET /api/pos-keys": { needs: "pos.manage", names: shop },
  "POST /api/pos-keys": { needs: "pos.manage", names: atTill },
  "POST /api/pos-keys/:id/replacement": { needs: "pos.manage", names: { "path.id": "pos-key" } },
  "POST /api/pos-keys/:id/end": { needs: "pos.manage", names: { "path.id": "pos-key" } },
  "GET /api/webhooks": { needs: "pos.manage" },
  "POST /api/webhooks": {
    needs: "pos.manage",
    names: { "body.organisationId": "organisation", "body.storeId": "store" },
  },
  "GET /api/webhooks/:id": { needs: "pos.manage", names: endpoint },
  "POST /api/webhooks/:id/secret": { needs: "pos.manage", names: endpoint },
  "POST /api/webhooks/:id/start": { needs: "pos.manage", names: endpoint },
  "POST /api/webhooks/:id/test": { needs: "pos.manage", names: endpoint },
  "GET /api/webhooks/:id/deliveries": { needs: "pos.manage", names: endpoint },
  "POST /api/webhooks/:id/deliveries/:eventId/resend": {
    needs: "pos.manage",
    names: { ...endpoint, "path.eventId": "payment" },
  },
  "POST /api/webhooks/:id/end": { needs: "pos.manage", names: endpoint },
  "GET /api/pos/v1/key": { needs: "pos" },
  "POST /api/pos/v1/inspections": { needs: "pos.inspect", names: { "body.tillId": "till" } },
  "POST /api/pos/v1/payments": { needs: "pos.pay", names: { "body.tillId": "till" } },
  "GET /api/pos/v1/payments": { needs: "pos.read" },
  "POST /api/pos/v1/payments/:operationId/void": {
    needs: "pos.void",
    names: { "path.operationId": "payment" },
  },
  "POST /api/pos/v1/operations/resolve": { needs: ["pos.pay", "pos.void"] },

  /* ---------- Issuing ---------- */
  "GET /api/issuers/me/allotment": {
    needs: "issue.create",
    names: { "query.programmeId": "programme", "query.branchId": "branch" },
  },
  "POST /api/issues": {
    needs: "issue.create",
    names: { "body.programmeId": "programme", "body.branchId": "branch" },
  },
  "GET /api/issues": {
    needs: "issue.read",
    names: { "query.programmeId": "programme", "query.branchId": "branch" },
  },
  "POST /api/issues/stay": {
    needs: "issue.create",
    names: { "body.programmeId": "programme", "body.branchId": "branch" },
  },
  "POST /api/issues/find": { needs: "issue.read" },
  "GET /api/issue-days/:on": {
    needs: "issue.read",
    names: { "query.programmeId": "programme", "query.branchId": "branch" },
  },
  "GET /api/issue-days/:on/file": {
    needs: "issue.read",
    names: { "query.programmeId": "programme", "query.branchId": "branch" },
  },
  "POST /api/issues/:id/evidence": { needs: "issue.create", names: issue },
  "GET /api/issues/:id/evidence": { needs: "evidence.read", names: issue },
  "GET /api/issues/:id/evidence/:evidenceId": { needs: "evidence.read", names: proof },
  "POST /api/issues/:id/evidence/:evidenceId/removal": { needs: "issue.create", names: proof },
  "GET /api/issue-lists": { needs: "issue.create", names: { "query.branchId": "branch" } },
  "POST /api/issue-lists": {
    needs: "issue.create",
    names: { "query.programmeId": "programme", "query.branchId": "branch" },
  },
  "GET /api/issue-lists/:id": { needs: "issue.create", names: stays },
  "GET /api/issue-lists/:id/rows": { needs: "issue.create", names: stays },
  "GET /api/issue-lists/:id/bad-rows.csv": { needs: "issue.create", names: stays },
  "GET /api/issue-lists/:id/sheets": { needs: "sheet.print", names: stays, hiddenFrom: "secretariat" },
  "POST /api/issue-lists/:id/mapping": { needs: "issue.create", names: stays },
  "POST /api/issue-lists/:id/issue": { needs: "issue.create", names: stays },
  "POST /api/issue-lists/:id/hand-over": { needs: "issue.create", names: stays },
  "GET /api/issues/:id": { needs: "issue.read", names: issue },
  "GET /api/issues/:id/coupons": { needs: "issue.read", names: issue },
  // The secretariat prints the sheet of a coupon that the same person replaced, and no other (CAL-5).
  "GET /api/issues/:id/sheets": { needs: "sheet.print", names: issue, hiddenFrom: "secretariat" },
  // Whoever issues there and nobody else: the codes of a whole issue (PRN-5).
  "POST /api/issues/:id/packages": { needs: "sheet.print", names: issue, hiddenFrom: "secretariat" },
  "GET /api/issues/:id/packages": { needs: "sheet.print", names: issue, hiddenFrom: "secretariat" },
  "GET /api/issues/:id/packages/:packageId/file": {
    needs: "sheet.print",
    names: { ...issue, "path.packageId": "report" },
    hiddenFrom: "secretariat",
  },
  "POST /api/issues/:id/activate": { needs: "issue.create", names: issue },
  "POST /api/issues/:id/hand-over": { needs: "issue.create", names: issue },
  "POST /api/issues/:id/withdraw": { needs: "coupon.cancel", names: issue },
  "POST /api/issues/:id/stop": { needs: "issue.stop", names: issue },
  "POST /api/coupons/:id/cancel": { needs: "coupon.cancel", names: { "path.id": "coupon" } },
  "POST /api/coupons/:id/replace": { needs: "coupon.cancel", names: { "path.id": "coupon" } },

  /* ---------- Accounts ---------- */
  "GET /api/staff": { needs: "staff.read", names: { "query.organisationId": "organisation" } },
  "POST /api/staff": {
    needs: "staff.manage",
    names: { "body.memberships.0.organisationId": "organisation" },
  },
  "GET /api/staff/:id": { needs: "staff.read", names: staff },
  "POST /api/staff/:id/invitation": { needs: "staff.manage", names: staff },
  "DELETE /api/staff/:id/invitation": { needs: "staff.manage", names: staff },
  "POST /api/staff/slips": { needs: "staff.manage", names: { "body.staffIds.0": "staff" } },
  "POST /api/staff/:id/password": { needs: "staff.manage", names: staff },
  "GET /api/staff/:id/sessions": { needs: "staff.manage", names: staff },
  "POST /api/staff/:id/sessions/end": { needs: "staff.manage", names: staff },
  "POST /api/staff/:id/factor/reset": { needs: "staff.manage", names: staff },
  "POST /api/staff/:id/stop": { needs: "staff.manage", names: staff },
  "POST /api/staff/:id/start": { needs: "staff.manage", names: staff },

  /* ---------- Who takes part ---------- */
  "GET /api/organisations": { needs: "organisation.read" },
  "POST /api/organisations": { needs: "organisation.manage", names: { "body.parentId": "organisation" } },
  "GET /api/organisations/:id": { needs: "organisation.read", names: { "path.id": "organisation" } },
  "GET /api/organisations/:id/history": { needs: "organisation.read", names: { "path.id": "organisation" } },
  "POST /api/organisations/:id/suspension": {
    needs: "organisation.manage",
    names: { "path.id": "organisation" },
  },
  "GET /api/stores/managed": {
    needs: ["organisation.read", "counter.use"],
    names: { "query.programmeId": "programme", "query.organisationId": "organisation" },
  },
  "POST /api/stores": { needs: "store.manage", names: { "body.organisationId": "organisation" } },
  "POST /api/stores/:id/tills": { needs: "store.manage", names: store },
  "GET /api/stores/:id/managed": { needs: ["organisation.read", "counter.use"], names: store },
  "GET /api/stores/:id/followers": { needs: ["organisation.read", "counter.use"], names: store },
  "PUT /api/stores/:id": { needs: "store.edit", names: store },
  "POST /api/stores/:id/suspension": { needs: "store.manage", names: store },
  "PUT /api/stores/:id/picture": { needs: "store.edit", names: store },
  "DELETE /api/stores/:id/picture": { needs: "store.edit", names: store },
  "GET /api/change-requests": { needs: ["organisation.read", "store.edit"], names: shop },
  "POST /api/change-requests": { needs: "store.edit", names: { "body.storeId": "store" } },
  "POST /api/change-requests/:id/decision": {
    needs: "store.manage",
    names: { "path.id": "change-request" },
  },
  "POST /api/change-requests/:id/withdrawal": {
    needs: "store.edit",
    names: { "path.id": "change-request" },
  },
  "GET /api/applications": { needs: "application.decide" },
  "GET /api/applications/:id": { needs: "application.decide", names: { "path.id": "application" } },
  "POST /api/applications/:id/decision": {
    needs: "application.decide",
    names: { "path.id": "application" },
  },
  "GET /api/terms": { needs: "organisation.read" },
  "POST /api/terms": { needs: "terms.manage" },
  "POST /api/terms/:id/acceptances": {
    needs: "terms.accept",
    names: { "path.id": "terms", "body.organisationId": "organisation" },
  },
  "GET /api/terms/:id/acceptances": { needs: "organisation.read", names: { "path.id": "terms" } },
  "GET /api/terms/:id/acceptances.csv": { needs: "organisation.read", names: { "path.id": "terms" } },
  "GET /api/imports": { needs: "import.manage" },
  "POST /api/imports": { needs: "import.manage" },
  "GET /api/imports/:id": { needs: "import.manage", names: listed },
  "GET /api/imports/:id/rows": { needs: "import.manage", names: listed },
  "GET /api/imports/:id/bad-rows.csv": { needs: "import.manage", names: listed },
  "POST /api/imports/:id/mapping": { needs: "import.manage", names: listed },
  "POST /api/imports/:id/apply": { needs: "import.manage", names: listed },
  "POST /api/imports/:id/undo": { needs: "import.manage", names: listed },

  /* ---------- Programmes and the fund ---------- */
  "GET /api/programmes": { needs: "programme.read" },
  "POST /api/programmes": { needs: "programme.manage" },
  "POST /api/programmes/scope": { needs: "programme.read", names: { "body.scope.storesIn.0": "store" } },
  "GET /api/programmes/:id": { needs: "programme.read", names: programme },
  "POST /api/programmes/:id/copy": { needs: "programme.manage", names: programme },
  "GET /api/programmes/:id/versions": { needs: "programme.read", names: programme },
  "POST /api/programmes/:id/versions": { needs: "programme.manage", names: programme },
  "POST /api/programmes/:id/rules": { needs: "programme.manage", names: programme },
  "GET /api/programmes/:id/moves": { needs: "programme.read", names: programme },
  // Each move asks for a capability of its own besides (PRG-3).
  "POST /api/programmes/:id/state": { needs: ["programme.manage", "programme.approve"], names: programme },
  "GET /api/programmes/:id/fund": { needs: "programme.read", names: programme },
  "GET /api/programmes/:id/figures": { needs: "programme.read", names: programme },
  "GET /api/programmes/:id/dashboard": { needs: "programme.read", names: programme },
  "GET /api/programmes/:id/feed": { needs: "programme.read", names: programme },
  "GET /api/programmes/:id/statement": { needs: "programme.read", names: programme },
  "GET /api/programmes/:id/issuers": { needs: "programme.read", names: programme },
  "GET /api/programmes/:id/forecast": { needs: "programme.read", names: programme },
  "POST /api/organisations/:id/capacity": { needs: "organisation.manage", names: { "path.id": "issuer" } },
  "POST /api/holders/residents/:id/erasure": { needs: "holder.personal", names: { "path.id": "resident" } },
  "GET /api/region/retention": { needs: "programme.read" },
  "PUT /api/region/retention": { needs: "region.manage" },
  "POST /api/programmes/:id/fee-moves": { needs: "fund.manage", names: programme },
  "POST /api/holders/residents/:id/number-check": {
    needs: "holder.personal",
    names: { "path.id": "resident" },
  },
  "GET /api/number-checks": { needs: "holder.personal", names: { "query.residentId": "resident" } },
  "POST /api/number-checks/:id/approve": { needs: "holder.personal", names: { "path.id": "number-check" } },
  "POST /api/number-checks/:id/withdrawal": {
    needs: "holder.personal",
    names: { "path.id": "number-check" },
  },
  "GET /api/erasures": { needs: "holder.personal" },
  "GET /api/refusals": { needs: "trace.read" },
  "GET /api/operator/refusals": { needs: "operator" },
  "GET /api/stops": { needs: ["freeze.manage", "store.manage"] },
  "GET /api/cases": { needs: "case.read", names: { "query.programmeId": "programme" } },
  "GET /api/cases/recipients": { needs: "case.decide" },
  "PUT /api/cases/recipients": { needs: "case.decide" },
  "GET /api/cases/:id": { needs: "case.read", names: suspicion },
  "GET /api/cases/:id/evidence": { needs: "case.read", names: suspicion },
  "POST /api/cases/:id/decision": { needs: "case.decide", names: suspicion },
  "POST /api/traces": { needs: "trace.read", names: { "body.value": "store" } },
  "GET /api/traces/:id": { needs: "trace.read", names: story },
  "GET /api/traces/:id/lines": { needs: "trace.read", names: story },
  "GET /api/traces/:id/file": { needs: "trace.read", names: story },
  "GET /api/approvals": { needs: "approval.read" },
  "GET /api/approvals/:id": { needs: "approval.read", names: proposal },
  "POST /api/approvals/:id/approve": { needs: "approval.read", names: proposal },
  "POST /api/approvals/:id/refuse": { needs: "approval.read", names: proposal },
  "POST /api/approvals/:id/withdraw": { needs: "approval.read", names: proposal },
  "GET /api/region/approvals": { needs: "programme.read" },
  "GET /api/programmes/:id/thresholds": { needs: "programme.read", names: programme },
  "POST /api/programmes/:id/thresholds": {
    needs: "fund.manage",
    names: { ...programme, "body.issuerId": "issuer" },
  },
  "DELETE /api/programmes/:id/thresholds/:thresholdId": {
    needs: "fund.manage",
    names: { ...programme, "path.thresholdId": "threshold" },
  },
  "POST /api/programmes/:id/deposits": { needs: "fund.manage", names: programme },
  "POST /api/programmes/:id/allotments": {
    needs: "fund.manage",
    names: { ...programme, "body.issuerId": "issuer" },
  },
  "POST /api/programmes/:id/moves": {
    needs: "fund.manage",
    names: { ...programme, "body.fromIssuerId": "issuer", "body.toIssuerId": "second-issuer" },
  },
  "POST /api/programmes/:id/grants": { needs: "fund.manage", names: programme },
  "POST /api/programmes/:id/grant-lists": { needs: "fund.manage", names: programme },
  "GET /api/programmes/:id/grants": { needs: "programme.read", names: programme },
  "GET /api/grants/:id": { needs: "programme.read", names: granted },
  "GET /api/grants/:id/rows": { needs: "programme.read", names: granted },
  "GET /api/grants/:id/left-out.csv": { needs: "programme.read", names: granted },
  // The list goes through once more: for whoever may bring one in.
  "POST /api/grants/:id/left-out.csv": { needs: "fund.manage", names: granted },
  "POST /api/grants/:id/begin": { needs: "fund.manage", names: granted },
  "POST /api/grants/:id/stop": { needs: "fund.manage", names: granted },
  "POST /api/grants/:id/discard": { needs: "fund.manage", names: granted },
  "GET /api/region/pages": { needs: "programme.read" },
  "POST /api/region/pages": { needs: "region.manage" },
  "POST /api/pictures": { needs: "programme.manage" },
  "POST /api/sounds": { needs: "programme.manage" },
  "POST /api/programmes/:id/transfer-results": { needs: "closing.manage", names: programme },
  "GET /api/programmes/:id/fees": { needs: "closing.read", names: programme },
  "GET /api/programmes/:id/fees/:organisationId": {
    needs: "closing.read",
    names: { ...programme, "path.organisationId": "organisation" },
  },
  "POST /api/programmes/:id/fees/:organisationId": {
    needs: "closing.manage",
    names: { ...programme, "path.organisationId": "organisation" },
  },
  "GET /api/verification": { needs: "programme.read" },
  "GET /api/seals": { needs: "report.read" },
  "GET /api/archive/days": { needs: "report.read" },
  "GET /api/archive/days/:date": { needs: "report.read" },
  "GET /api/verification/audits": { needs: "report.read" },
  "GET /api/reports": { needs: "report.read", names: { "query.programmeId": "programme" } },
  "POST /api/reports": { needs: "report.create", names: { "body.programmeId": "programme" } },
  "POST /api/reports/packages": { needs: "report.create", names: { "body.programmeId": "programme" } },
  "GET /api/reports/table": { needs: "report.read", names: { "query.programmeId": "programme" } },
  // A link that was signed for who may read the report, and is soon over (RPT-5).
  "GET /api/report-files/:token": { needs: "anyone" },
  "GET /api/reports/:id": { needs: "report.read", names: { "path.id": "report" } },
  "GET /api/reports/:id/file": { needs: "report.read", names: { "path.id": "report" } },

  /* ---------- Closing and payout ---------- */
  "GET /api/banks": { needs: "account.manage" },
  "GET /api/banks/:code/branches": { needs: "account.manage" },
  "GET /api/organisations/:id/bank-account": {
    needs: "account.manage",
    names: { "path.id": "organisation" },
  },
  "POST /api/organisations/:id/bank-account": {
    needs: "account.manage",
    names: { "path.id": "organisation" },
  },
  "GET /api/stores/:id/bank-account": { needs: "account.manage", names: store },
  "POST /api/stores/:id/bank-account": { needs: "account.manage", names: store },
  "GET /api/programmes/:id/payout-rule": { needs: "closing.read", names: programme },
  "POST /api/programmes/:id/payout-rule": {
    needs: "closing.manage",
    names: { ...programme, "body.fees.byOrganisation": "organisation" },
  },
  "GET /api/programmes/:id/next-closing": { needs: "closing.read", names: programme },
  "GET /api/closings": { needs: "closing.read", names: { "query.programmeId": "programme" } },
  "POST /api/closings": { needs: "closing.manage", names: { "body.programmeId": "programme" } },
  "GET /api/closings/:id": { needs: "closing.read", names: closing },
  "GET /api/closings/:id/lines": { needs: "closing.read", names: closing },
  "POST /api/closings/:id/confirm": { needs: "closing.manage", names: closing },
  "POST /api/closings/:id/approve": { needs: "closing.manage", names: closing },
  "POST /api/closings/:id/discard": { needs: "closing.manage", names: closing },
  "GET /api/programmes/:id/waiting-transfers": { needs: "closing.read", names: programme },
  "GET /api/payouts": { needs: "closing.read", names: { "query.programmeId": "programme" } },
  "POST /api/payouts": { needs: "closing.manage", names: { "body.programmeId": "programme" } },
  "GET /api/payouts/:id": { needs: "closing.read", names: payout },
  "GET /api/payouts/:id/items": { needs: "closing.read", names: payout },
  "GET /api/payouts/:id/file": { needs: "closing.manage", names: payout },
  "POST /api/payouts/:id/send": { needs: "closing.manage", names: payout },
  "POST /api/payouts/:id/settle": { needs: "closing.manage", names: payout },
  "POST /api/payouts/:id/discard": { needs: "closing.manage", names: payout },
  "POST /api/payout-items/:id/return": { needs: "closing.manage", names: { "path.id": "payout-item" } },
  "POST /api/stores/bulk-edits": { needs: "store.edit", names: { "body.stores.0.storeId": "store" } },
  "GET /api/store-qrs": { needs: "store.edit", names: { "query.programmeId": "programme" } },
  "GET /api/stores/:id/tills/:tillId/qr": {
    needs: "store.edit",
    names: { "path.id": "store", "path.tillId": "till", "query.programmeId": "programme" },
  },
  "POST /api/stores/:id/tills/:tillId/rotation": {
    needs: "store.edit",
    names: { "path.id": "store", "path.tillId": "till" },
  },
  "GET /api/sales": { needs: "sales.read", names: ofSales },
  "GET /api/sales/file": { needs: "sales.read", names: ofSales },
  "GET /api/statements": {
    needs: "statement.read",
    names: { "query.storeId": "store", "query.closingId": "closing" },
  },
  "GET /api/statements/transfers": { needs: "statement.read" },
  "GET /api/statements/:closingId/:storeId/file": {
    needs: "statement.read",
    names: { "path.closingId": "closing", "path.storeId": "store" },
  },
  "GET /api/programmes/:id/expired-money": { needs: "closing.read", names: programme },
  "POST /api/programmes/:id/expired-returns": { needs: "fund.manage", names: programme },

  /* ---------- Call centre ---------- */
  "POST /api/holders": {
    needs: "holder.read",
    names: { "body.couponId": "coupon", "body.residentId": "resident" },
  },
  "POST /api/holders/search": {
    needs: "holder.read",
    names: { "body.operationId": "payment", "body.storeId": "store" },
  },
  "GET /api/holders/coupons/:id/timeline": { needs: "holder.read", names: { "path.id": "coupon" } },
  "GET /api/holders/residents/:residentId/wallets/:programmeId/timeline": {
    needs: "holder.read",
    names: { "path.residentId": "resident", "path.programmeId": "programme" },
  },
  "POST /api/holders/coupons/:id/stay": { needs: "holder.personal", names: { "path.id": "coupon" } },
  "POST /api/freezes": {
    needs: "freeze.manage",
    names: { "body.couponId": "coupon", "body.residentId": "resident" },
  },
  "POST /api/extensions": {
    needs: "expiry.extend",
    names: { "body.couponId": "coupon", "body.residentId": "resident", "body.programmeId": "programme" },
  },
  "POST /api/payments/:operationId/refund": {
    needs: "payment.refund",
    names: { "path.operationId": "payment" },
  },
  "POST /api/payments/:operationId/refundable": {
    needs: "payment.refund",
    names: { "path.operationId": "payment" },
  },

  /* ---------- Notices ---------- */
  "GET /api/notices": { needs: "notice.read" },
  "POST /api/notices": {
    needs: "notice.manage",
    names: { "body.audiences.0.programmeId": "programme", "body.audiences.0.storeId": "store" },
  },
  "GET /api/mail-addresses": { needs: "newsletter.receive" },
  "POST /api/mail-addresses": {
    needs: "newsletter.receive",
    names: { "body.organisationId": "organisation" },
  },
  "POST /api/mail-addresses/:id/remove": {
    needs: "newsletter.receive",
    names: { "path.id": "mail-address" },
  },
  "GET /api/newsletters": { needs: "notice.read" },
  "POST /api/newsletters": { needs: "notice.manage" },
  "GET /api/newsletters/:id": { needs: "notice.read", names: newsletter },
  "POST /api/newsletters/:id": { needs: "notice.manage", names: newsletter },
  "POST /api/newsletters/:id/send": { needs: "notice.manage", names: newsletter },
  "POST /api/newsletters/:id/stop": { needs: "notice.manage", names: newsletter },
  "GET /api/letters": { needs: ["notice.read", "letter.write"], names: shop },
  "POST /api/letters": { needs: "letter.write", names: { "body.storeId": "store" } },
  "GET /api/letters/:id": { needs: ["notice.read", "letter.write"], names: letter },
  "POST /api/letters/:id": { needs: "letter.write", names: letter },
  "POST /api/letters/:id/proposal": { needs: "letter.write", names: letter },
  "POST /api/letters/:id/take-back": { needs: "letter.write", names: letter },
  "POST /api/letters/:id/decision": { needs: "notice.manage", names: letter },
  "POST /api/letters/:id/withdrawal": { needs: ["notice.manage", "letter.write"], names: letter },
  "GET /api/stores/:id/letter-readers": { needs: "letter.write", names: store },
  "GET /api/notices/:id": { needs: "notice.read", names: notice },
  "POST /api/notices/:id": {
    needs: "notice.manage",
    names: { ...notice, "body.audiences.0.programmeId": "programme", "body.audiences.0.storeId": "store" },
  },
  "POST /api/notices/:id/attachments": { needs: "notice.manage", names: notice },
  "GET /api/notices/:id/attachments/:attachmentId": {
    needs: "notice.read",
    names: { ...notice, "path.attachmentId": "attachment" },
  },
  "DELETE /api/notices/:id/attachments/:attachmentId": {
    needs: "notice.manage",
    names: { ...notice, "path.attachmentId": "attachment" },
  },
  "POST /api/notices/:id/publish": { needs: "notice.manage", names: notice },
  "GET /api/notices/:id/broadcast": { needs: "notice.read", names: notice },
  "POST /api/notices/:id/broadcast/stop": { needs: "notice.manage", names: notice },
  "POST /api/notices/:id/withdraw": { needs: "notice.manage", names: notice },
  "GET /api/inbox": { needs: "inbox.read" },
  "POST /api/inbox/:id/read": { needs: "inbox.read", names: { "path.id": "inbox-notice" } },
  "GET /api/inbox/:id/attachments/:attachmentId": {
    needs: "inbox.read",
    names: { "path.id": "inbox-notice", "path.attachmentId": "inbox-attachment" },
  },

  /* ---------- The operator ---------- */
  "POST /api/operator/regions": { needs: "operator" },
  "POST /api/operator/staff/factor-reset": { needs: "operator" },
  "POST /api/operator/regions/:id/municipalities/:code/outline": {
    needs: "operator",
    names: { "path.id": "region" },
  },
  "GET /api/operator/regions/:id/approvals": { needs: "operator", names: { "path.id": "region" } },
  "POST /api/operator/regions/:id/approvals": { needs: "operator", names: { "path.id": "region" } },
  "GET /api/operator/terms": { needs: "operator" },
  "POST /api/operator/terms": { needs: "operator" },
  "POST /api/operator/status": { needs: "operator", names: { "body.regionId": "region" } },
  "GET /api/operator/alerts": { needs: "operator" },
  "GET /api/operator/affected": {
    needs: "operator",
    names: { "query.regionId": "region", "query.programmeId": "programme", "query.storeId": "store" },
  },
  "GET /api/operator/messages": { needs: "operator" },
  "POST /api/operator/messages/setting": { needs: "operator" },
  "POST /api/operator/messages/stops/:prefix/end": { needs: "operator" },
  "POST /api/operator/audit/log/erasures": { needs: "operator" },
  "GET /api/operator/erasures": { needs: "operator" },
  "POST /api/operator/residents/:id/stop": { needs: "operator", names: { "path.id": "resident" } },
  "POST /api/operator/residents/:id/erasure": { needs: "operator", names: { "path.id": "resident" } },
  "POST /api/operator/seals": { needs: "operator" },
  "GET /api/operator/seals": { needs: "operator" },
  "GET /api/operator/breaks": { needs: "operator" },
  "POST /api/operator/breaks/:id/mend": { needs: "operator" },
  "POST /api/operator/rebuild": { needs: "operator" },
  "GET /api/operator/rebuild/:id": { needs: "operator" },
  "POST /api/operator/postal-codes": { needs: "operator" },
  "POST /api/operator/banks": { needs: "operator" },
  "GET /api/operator/archive": { needs: "operator" },
  "GET /api/operator/archive/objects": { needs: "operator" },
  "GET /api/operator/archive/objects/:name": { needs: "operator" },
  "GET /api/operator/archive/objects/:date/:name": { needs: "operator" },
  "POST /api/operator/audit": { needs: "operator" },
  "GET /api/operator/audit/:id": { needs: "operator" },
};
