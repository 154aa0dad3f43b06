import { NO_APPROVALS } from "../../schema/api/approvals.ts";
import type { Role } from "../../schema/api/staff.ts";
import { addDays, businessDate } from "../../schema/calendar.ts";
import { NEWS_KINDS } from "../../schema/news.ts";
import { RULE } from "../closing/closing.actor.testing.ts";
import { can, sideOf } from "../http/roles.ts";
import type { ObjectKind } from "./access.ts";
import {
  applicationForm,
  attach,
  bankAccount,
  keepProof,
  noticeDraft,
  type Place,
  termsDraft,
  thresholdDraft,
} from "./access-world.actor.testing.ts";
import { OWN_PASSWORD, op } from "./world.actor.testing.ts";

/** What of a request isn't its path. */
export interface Sample {
  /** Names in the path that are no objects: a bank's code, a file's name. */
  readonly params?: { readonly [name: string]: string };
  readonly query?: { readonly [name: string]: string };
  readonly body?: unknown;
  /** Sent as it is, with this type. */
  readonly raw?: { readonly type: string; readonly body: string };
  readonly headers?: { readonly [name: string]: string };
  /** An answer besides the usual ones that shows that the request got through. */
  readonly through?: { readonly status: number; readonly code: string };
  /** Makes again what the request before took away; the id to ask about instead. */
  readonly fresh?: () => Promise<{ readonly kind: ObjectKind; readonly id: string }>;
}

const signedBy = (response: object) => ({ id: "AA", rawId: "AA", type: "public-key", response });
const ASSERTION = signedBy({ clientDataJSON: "e30", authenticatorData: "AA", signature: "AA" });
const ATTESTATION = signedBy({ clientDataJSON: "e30", attestationObject: "AA" });
const REASON = { reason: "ためし" };
const DATES = { from: "2026-01-01", to: "2026-12-31" };
const PNG = { type: "application/octet-stream", body: "no picture" };
const today = () => businessDate(Date.now());
const dayOfIssues = ({ ids }: Place) => [
  { params: { on: today() } },
  { params: { on: today() }, query: { branchId: ids.branch } },
  { params: { on: today() }, query: { programmeId: ids.programme } },
];
const atTill = ({ ids }: Place) => ({ storeId: ids.store, tillId: ids.till });
const design = () => ({
  name: "旅クーポン",
  payName: "ためしPay",
  face: "shiosai",
  unitWord: "円",
  facesYen: [1000],
  facePer: "coupon",
  validity: { kind: "days", days: 30 },
  startsOn: "2020-01-01",
  endsOn: "2099-12-31",
  scope: scopeOf(),
  caps: { perIssuerDayYen: null, perBranchDayYen: null, perStayYen: null },
  rule: { unitYen: 1, payLimitYen: 50_000, personCapYen: null },
  reprintHours: 72,
});
const LETTER = { title: "お店だより", body: "本文" };
const newsletterDraft = () => ({ title: "お便り", body: "本文", audiences: ["merchants"] });
const scopeOf = (storesIn: readonly string[] = []) => ({
  municipalities: null,
  industries: null,
  industriesOut: [],
  storesIn,
  storesOut: [],
});
const SOCKET = {
  upgrade: "websocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
};
const RECIPIENT = `age1${"q".repeat(58)}`;
const LOCKED_KEY = "-----BEGIN AGE ENCRYPTED FILE-----\nAAAA\n-----END AGE ENCRYPTED FILE-----\n";
const noLock = { through: { status: 409, code: "conflict" } };
const unknown = { through: { status: 404, code: "not-found" } };
const opened = () => [unknown];
const none = (): readonly Sample[] => [{}];
const reason = (): readonly Sample[] => [{ body: REASON }];

/**
 * One or more well-formed requests of every route, about the objects of a place. What one of them does is undone by none
 * that follows; a second time most are refused as done already, which is no matter of access.
 */
export const SAMPLES: { readonly [route: string]: (place: Place, role: Role | null) => readonly Sample[] } = {
  "GET /api/openapi.json": none,
  "GET /api/health": none,
  "GET /api/status": none,
  "GET /api/postal-codes/:code": () => [{ params: { code: "9990001" } }],
  "GET /api/archive/keys": none,
  "GET /api/archive/roots": none,
  "GET /api/regions/:id": none,
  "GET /api/regions/:id/joining": none,
  "GET /api/programmes/open": none,
  "GET /api/stores": ({ ids }) => [{ query: { programmeId: ids.programme } }],
  "GET /api/map": none,
  "GET /api/regions/:id/municipalities": none,
  "GET /api/stores/around": ({ ids }) => [
    {
      query: {
        programmeId: ids.programme,
        south: "35000000",
        west: "139000000",
        north: "36000000",
        east: "140000000",
      },
    },
  ],
  "GET /api/stores/:id": none,
  "GET /api/stores/:id/picture/:sha256": () => [{ params: { sha256: "0".repeat(64) } }],
  "POST /api/coupons/inspect": ({ code }) => [{ body: { code } }],
  "POST /api/applications": ({ ids }) => [
    { body: { regionId: ids.region, key: "a".repeat(64), form: applicationForm(ids.terms) } },
  ],
  "POST /api/applications/state": () => [{ body: { key: "b".repeat(64) } }],
  "POST /api/applications/again": ({ ids }) => [
    { body: { key: "b".repeat(64), form: applicationForm(ids.terms) } },
  ],
  "POST /api/operations/resolve": ({ couponHandle, couponTail }) => [
    { body: { operationId: op(couponTail), handle: couponHandle } },
  ],
  "POST /api/residents/verification": () => [{ body: { phone: "09012340000" } }],
  "POST /api/messages/reports/:provider": () => [{ params: { provider: "nobody" }, body: {} }],
  "POST /api/mail/reports/relay": () => [{ body: {} }],
  "POST /api/mail/confirm": () => [
    { body: { key: "0".repeat(32) }, through: { status: 404, code: "invitation-ended" } },
  ],
  "POST /api/mail/leave": () => [{ body: { token: `${"0".repeat(12)}.${"0".repeat(32)}` } }],
  "POST /api/mail/leave/:token": () => [
    { params: { token: `${"0".repeat(12)}.${"0".repeat(32)}` }, body: {} },
  ],
  "GET /api/mail/leave/:token": () => [{ params: { token: `${"0".repeat(12)}.${"0".repeat(32)}` } }],
  "POST /api/residents/session": () => [{ body: { phone: "09012340000", code: "000000" } }],
  "DELETE /api/residents/session": none,
  "POST /api/residents/passkeys/session/options": none,
  "POST /api/residents/passkeys/session": () => [{ body: { assertion: ASSERTION } }],
  "POST /api/invitations/look": () => [{ body: { token: "x".repeat(43) } }],
  "POST /api/invitations/acceptance": () => [{ body: { token: "x".repeat(43), password: OWN_PASSWORD } }],
  "POST /api/staff/session": () => [{ body: { loginId: "nobody", password: "nothing" } }],
  "DELETE /api/staff/session": none,

  "GET /api/residents/me": none,
  "POST /api/residents/proof/verification": () => [{ body: {} }],
  "POST /api/residents/proof": () => [{ body: { code: "000000" } }],
  "POST /api/residents/number/verification": () => [{ body: { phone: "09012340000" } }],
  "POST /api/residents/number": () => [{ body: { phone: "09012340000", code: "000000" } }],
  "GET /api/residents/number/check": none,
  "DELETE /api/residents/number/check": none,
  "POST /api/number-checks/confirm": () => [{ body: { key: "a".repeat(32) } }],
  "POST /api/number-checks/stop": () => [{ body: { key: "a".repeat(32) } }],
  "POST /api/residents/moves": none,
  "GET /api/residents/moves/:id": none,
  "POST /api/residents/moves/:id/confirm": none,
  "POST /api/residents/moves/:id/refusal": none,
  "POST /api/residents/moves/claim": () => [{ body: { code: "0000000000", key: "a".repeat(64) } }],
  "POST /api/residents/moves/session": ({ ids }) => [{ body: { moveId: ids.move, key: "a".repeat(64) } }],
  "GET /api/residents/devices": none,
  "DELETE /api/residents/devices": none,
  "GET /api/residents/devices/news": none,
  "POST /api/residents/devices/news/read": () => [{ body: { upToMs: 0 } }],
  "DELETE /api/residents/devices/:id": none,
  "GET /api/residents/passkeys": none,
  "POST /api/residents/passkeys": () => [{ body: { attestation: ATTESTATION } }],
  "POST /api/residents/passkeys/options": () => [{ body: {} }],
  "PUT /api/residents/passkeys/:id": () => [{ body: { name: "わたしのスマホ" } }],
  "POST /api/residents/passkeys/:id/removal": () => [{ body: {} }],
  "POST /api/residents/passkeys/confirmation": () => [{ body: { use: { for: "addition" } } }],
  "PUT /api/residents/payment-limit": () => [{ body: { aboveYen: 5_000 } }],
  "POST /api/residents/payment-limit/end": none,
  "DELETE /api/residents/payment-limit/end": none,
  "GET /api/residents/follows": ({ ids }) => [{}, { query: { programmeId: ids.programme } }],
  "GET /api/residents/follows/:id": none,
  "PUT /api/residents/follows/:id": none,
  "DELETE /api/residents/follows/:id": none,
  "POST /api/residents/letters/:id/read": none,
  "GET /api/residents/letter-mutes": none,
  "PUT /api/residents/letter-mutes": none,
  "DELETE /api/residents/letter-mutes": none,
  "GET /api/residents/letter-mutes/:id": none,
  "PUT /api/residents/letter-mutes/:id": none,
  "DELETE /api/residents/letter-mutes/:id": none,
  "GET /api/residents/push": none,
  "PUT /api/residents/push/subscription": () => [
    {
      body: {
        endpoint: "https://fcm.googleapis.com/fcm/send/x",
        keys: {
          p256dh: "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
          auth: "BTBZMqHH6r4Tts7J_aSIgg",
        },
        locale: "ja",
      },
    },
  ],
  "DELETE /api/residents/push/subscription": none,
  "PUT /api/residents/push/choices": () => [
    { body: { kinds: Object.fromEntries(NEWS_KINDS.map((kind) => [kind, true])), hidesDetails: true } },
  ],
  "GET /api/residents/consents": none,
  "POST /api/residents/consents": ({ ids }) => [
    { body: { accepted: [{ regionId: ids.region, kind: "privacy", version: 99 }] } },
  ],
  "GET /api/residents/pays/:programmeId": none,
  "PUT /api/residents/pays/:programmeId/answers": () => [{ body: { answers: null } }],
  "GET /api/wallets": none,
  // Not what the wallet holds: the account is needed for what is asked after.
  "POST /api/residents/erasure": () => [{ body: { giveUpYen: 1 } }],
  "GET /api/wallets/:programmeId/journal": none,
  "GET /api/wallets/:programmeId/journal/:operationId": none,
  "GET /api/wallets/:programmeId/history.csv": none,
  "POST /api/wallets/:programmeId/codes": ({ walletTail }) => [{ body: { operationId: op(walletTail) } }],
  "GET /api/wallets/:programmeId/codes/:operationId": none,
  "DELETE /api/wallets/:programmeId/codes/:operationId": none,
  "POST /api/charges/inspect": ({ code }) => [{ body: { code } }],
  "POST /api/charges": ({ ids, couponHandle, couponTail }) => [
    { body: { operationId: op(couponTail), handle: couponHandle, programmeId: ids.programme } },
  ],
  "POST /api/payments/inspect": (place) => [
    { body: { ...atTill(place), signature: place.tillSignature, programmeId: place.ids.programme } },
  ],
  "POST /api/payments": (place) => [
    {
      body: {
        ...atTill(place),
        signature: place.tillSignature,
        programmeId: place.ids.programme,
        operationId: op(place.couponTail),
        amountYen: 1,
      },
    },
  ],
  "GET /api/residents/inbox": none,
  "POST /api/residents/inbox/looked": () => [{ body: { upToMs: 0 } }],
  "POST /api/residents/inbox/:id/read": none,
  "GET /api/residents/inbox/:id/attachments/:attachmentId": none,

  "GET /api/pos-keys": ({ ids }) => [{ query: { storeId: ids.store } }],
  "POST /api/pos-keys": (place) => [
    { body: { ...atTill(place), name: "レジ", operations: ["pay"], lastDay: null } },
  ],
  "POST /api/pos-keys/:id/replacement": () => [{ body: { version: 1, overlapHours: 1 } }],
  "POST /api/pos-keys/:id/end": reason,
  "GET /api/webhooks": none,
  "POST /api/webhooks": ({ ids }) => [
    {
      body: {
        organisationId: ids.organisation,
        storeId: ids.store,
        url: "https://till.example.jp/tegata",
        events: ["payment.made"],
        mail: null,
      },
    },
  ],
  "GET /api/webhooks/:id": none,
  "POST /api/webhooks/:id/secret": () => [{ body: { version: 1, overlapHours: 1 } }],
  "POST /api/webhooks/:id/start": none,
  "POST /api/webhooks/:id/test": none,
  "GET /api/webhooks/:id/deliveries": none,
  // Of no payment that the address was told of: it is younger than the payment.
  "POST /api/webhooks/:id/deliveries/:eventId/resend": () => [unknown],
  "POST /api/webhooks/:id/end": reason,
  "GET /api/pos/v1/key": none,
  "POST /api/pos/v1/inspections": ({ ids, code }) => [{ body: { code, tillId: ids.till } }],
  "POST /api/pos/v1/payments": ({ ids, couponHandle, couponTail }) => [
    { body: { operationId: op(couponTail), handle: couponHandle, amountYen: 1, tillId: ids.till } },
  ],
  "GET /api/pos/v1/payments": none,
  "POST /api/pos/v1/payments/:operationId/void": ({ paymentHandle, paymentTail }) => [
    { body: { operationId: op(paymentTail), handle: paymentHandle, ...REASON } },
  ],
  "POST /api/pos/v1/operations/resolve": ({ couponHandle, couponTail }) => [
    { body: { operationId: op(couponTail), handle: couponHandle } },
  ],

  "GET /api/staff/me": none,
  "GET /api/staff/sessions": none,
  // An id that no session has.
  "DELETE /api/staff/sessions/:sessionId": () => [
    { params: { sessionId: "0".repeat(64) }, through: { status: 404, code: "not-found" } },
  ],
  "POST /api/staff/sessions/end-others": none,
  "POST /api/staff/proof": () => [{ body: { password: OWN_PASSWORD } }],
  // Everybody here has got past it.
  "POST /api/staff/passkeys/session/options": none,
  "POST /api/staff/passkeys/session": () => [{ body: { assertion: ASSERTION } }],
  "POST /api/staff/factor/passkey": none,
  "GET /api/staff/passkeys": none,
  "POST /api/staff/passkeys": () => [{ body: { attestation: ATTESTATION } }],
  "POST /api/staff/passkeys/options": none,
  // A resident's: no account has it, and none is told so.
  "PUT /api/staff/passkeys/:id": () => [{ ...unknown, body: { name: "事務室のPC" } }],
  "POST /api/staff/passkeys/:id/removal": () => [unknown],
  // Whoever may do more than stand at a till has no lock.
  "PUT /api/staff/easy-till": () => [{ body: { on: true } }],
  "PUT /api/staff/till-pin": () => [{ ...noLock, body: { pin: "4071", lockMinutes: 5 } }],
  "DELETE /api/staff/till-pin": () => [unknown],
  "POST /api/staff/till-lock": () => [noLock],
  "POST /api/staff/till-unlock": () => [{ ...noLock, body: { password: OWN_PASSWORD } }],
  "POST /api/staff/till-switch": () => [
    { body: { person: "0".repeat(64), pin: "4071" }, through: { status: 404, code: "not-found" } },
  ],
  "POST /api/staff/factor": () => [
    { body: { kind: "recovery", code: "0" }, through: { status: 409, code: "conflict" } },
  ],
  "POST /api/staff/factor/totp": none,
  "POST /api/staff/factor/totp/confirmation": () => [
    { body: { ticket: "none", code: "000000" }, through: { status: 409, code: "factor-ticket-ended" } },
  ],
  "POST /api/staff/factor/recovery-codes": (_, role) => [
    role !== null && sideOf(role) === "secretariat"
      ? {}
      : { through: { status: 403, code: "factor-set-up-required" } },
  ],
  "DELETE /api/staff/factor/totp": (_, role) => [
    role !== null && sideOf(role) === "secretariat"
      ? { through: { status: 403, code: "factor-set-up-required" } }
      : { through: { status: 404, code: "not-found" } },
  ],
  "POST /api/staff/password": () => [{ body: { current: OWN_PASSWORD, next: OWN_PASSWORD } }],
  "GET /api/municipalities": none,
  "GET /api/terms/:id": none,

  "GET /api/counter/stores": none,
  "POST /api/counter/inspect": (place) => [{ body: { ...atTill(place), code: place.code } }],
  "POST /api/counter/payment-codes": (place) => [{ body: { ...atTill(place), code: place.paymentCode } }],
  "POST /api/counter/payments": (place) => [
    {
      body: { ...atTill(place), operationId: op(place.couponTail), handle: place.couponHandle, amountYen: 1 },
    },
  ],
  "POST /api/counter/payments/:operationId/void": ({ ids, paymentTail, paymentHandle }) => [
    { body: { operationId: op(paymentTail), handle: paymentHandle, storeId: ids.store } },
  ],
  "GET /api/counter/payments": ({ ids }) => [{ query: { storeId: ids.store } }],
  "GET /api/counter/summary": ({ ids }) => [{ query: { storeId: ids.store } }],
  "GET /api/counter/day": ({ ids }) => [{ query: { storeId: ids.store } }],
  "GET /api/counter/qr": ({ ids }) => [{ query: { storeId: ids.store } }],
  "GET /api/counter/feed": ({ ids }) => [{ query: { storeId: ids.store }, headers: SOCKET }],

  "GET /api/issuers/me/allotment": ({ ids }) => [
    {},
    { query: { branchId: ids.branch } },
    { query: { programmeId: ids.programme } },
  ],
  "POST /api/issues": ({ ids, fundTail }) => [
    {
      body: {
        operationId: op(fundTail),
        programmeId: ids.programme,
        branchId: ids.branch,
        coupons: 1,
        faceYen: 1000,
      },
    },
  ],
  "GET /api/issues": ({ ids }) => [
    {},
    { query: { branchId: ids.branch } },
    { query: { programmeId: ids.programme } },
  ],
  "POST /api/issues/stay": ({ ids }) => [
    { body: { programmeId: ids.programme, branchId: ids.branch, reference: "SG-1" } },
  ],
  "POST /api/issues/find": () => [{ body: { text: "SG-1" } }],
  "GET /api/issue-days/:on": dayOfIssues,
  "GET /api/issue-days/:on/file": dayOfIssues,
  "POST /api/issues/:id/evidence": () => [{ query: { name: "a.png" }, raw: PNG }],
  "GET /api/issues/:id/evidence": none,
  "GET /api/issues/:id/evidence/:evidenceId": none,
  "POST /api/issues/:id/evidence/:evidenceId/removal": ({ ids }) => [
    {
      body: REASON,
      fresh: async () => ({ kind: "evidence", id: await keepProof(ids.region, ids.issue) }),
    },
  ],
  "GET /api/issue-lists": ({ ids }) => [{}, { query: { branchId: ids.branch } }],
  "POST /api/issue-lists": ({ ids }) => [
    {
      query: { programmeId: ids.programme, branchId: ids.branch, fileName: "a.csv" },
      raw: { type: "text/csv", body: "予約番号,人数\r\nSG-2,1\r\n" },
    },
  ],
  "GET /api/issue-lists/:id": none,
  "GET /api/issue-lists/:id/rows": none,
  "GET /api/issue-lists/:id/bad-rows.csv": none,
  "GET /api/issue-lists/:id/sheets": none,
  "POST /api/issue-lists/:id/mapping": () => [{ body: { mapping: { guests: 1 } } }],
  "POST /api/issue-lists/:id/issue": () => [{ body: { checks: 99 } }],
  "POST /api/issue-lists/:id/hand-over": () => [{ body: { fromRow: 900 } }],
  "GET /api/issues/:id": none,
  "GET /api/issues/:id/coupons": none,
  "GET /api/issues/:id/sheets": none,
  // The issue was handed over: there is nothing to print ahead of it any more.
  "POST /api/issues/:id/packages": () => [
    {
      body: { recipient: RECIPIENT, lockedKey: LOCKED_KEY, second: "en" },
      through: { status: 409, code: "issue-not-ready" },
    },
  ],
  "GET /api/issues/:id/packages": none,
  "GET /api/issues/:id/packages/:packageId/file": () => [unknown],
  "POST /api/issues/:id/activate": ({ fundTail }) => [{ body: { operationId: op(fundTail) } }],
  // The access world's issue is active: nothing of it is left to hand over.
  "POST /api/issues/:id/hand-over": ({ fundTail }) => [
    {
      body: { operationId: op(fundTail), fromSerial: 1, toSerial: 1 },
      through: { status: 409, code: "issue-state" },
    },
  ],
  "POST /api/issues/:id/withdraw": ({ fundTail }) => [{ body: { operationId: op(fundTail), ...REASON } }],
  "POST /api/issues/:id/stop": ({ fundTail }) => [{ body: { operationId: op(fundTail), ...REASON } }],
  "POST /api/coupons/:id/cancel": ({ couponTail }) => [{ body: { operationId: op(couponTail), ...REASON } }],
  "POST /api/coupons/:id/replace": ({ couponTail }) => [{ body: { operationId: op(couponTail), ...REASON } }],

  "GET /api/staff": ({ ids }) => [{}, { query: { organisationId: ids.organisation } }],
  "POST /api/staff": ({ ids }, role) => [
    {
      body: {
        name: "新しい人",
        memberships: [
          { organisationId: ids.organisation, role: role === "issuer-head" ? "issuer-desk" : "clerk" },
        ],
      },
    },
  ],
  // Without the font, which the tests' Worker has not, it says so after it has looked at the accounts.
  "POST /api/staff/slips": ({ ids }) => [
    { body: { staffIds: [ids.staff] }, through: { status: 503, code: "try-again" } },
  ],
  "GET /api/staff/:id": none,
  "POST /api/staff/:id/invitation": () => [{ body: { email: "atarashii@example.jp" } }],
  "DELETE /api/staff/:id/invitation": none,
  "POST /api/staff/:id/password": reason,
  "GET /api/staff/:id/sessions": none,
  "POST /api/staff/:id/sessions/end": reason,
  "POST /api/staff/:id/factor/reset": reason,
  "POST /api/staff/:id/stop": reason,
  "POST /api/staff/:id/start": reason,

  "GET /api/organisations": none,
  "POST /api/organisations": ({ ids }) => [
    { body: { name: "新しい支店", kana: "アタラシイシテン", parentId: ids.organisation } },
  ],
  "GET /api/organisations/:id": none,
  "GET /api/organisations/:id/history": none,
  "POST /api/organisations/:id/suspension": () => [{ body: { suspended: false, ...REASON } }],
  "GET /api/stores/managed": ({ ids }) => [
    {},
    { query: { organisationId: ids.organisation } },
    { query: { programmeId: ids.programme } },
  ],
  "POST /api/stores": ({ ids }) => [
    {
      body: {
        organisationId: ids.organisation,
        name: "新しい店",
        kana: "アタラシイミセ",
        address: "港町9",
        municipality: "990019",
        industry: "M7671",
        accepts: "mpm",
      },
    },
  ],
  "POST /api/stores/:id/tills": () => [{ body: {} }],
  "GET /api/stores/:id/managed": none,
  "GET /api/stores/:id/followers": none,
  "PUT /api/stores/:id": () => [
    {
      body: {
        postalCode: null,
        address: "港町8",
        phone: null,
        hours: null,
        notices: null,
        pin: null,
        version: 99,
      },
    },
  ],
  "POST /api/stores/:id/suspension": () => [{ body: { suspended: false, ...REASON } }],
  "PUT /api/stores/:id/picture": () => [{ raw: PNG }],
  "DELETE /api/stores/:id/picture": none,
  "GET /api/change-requests": ({ ids }) => [{}, { query: { storeId: ids.store } }],
  "POST /api/change-requests": ({ ids }) => [{ body: { storeId: ids.store, accepts: "mpm" } }],
  "POST /api/change-requests/:id/decision": () => [{ body: { decision: "refused", ...REASON } }],
  "POST /api/change-requests/:id/withdrawal": none,
  "GET /api/applications": none,
  "GET /api/applications/:id": none,
  "POST /api/applications/:id/decision": () => [{ body: { version: 99, decision: "refused", ...REASON } }],
  "GET /api/terms": none,
  "POST /api/terms": () => [{ body: { ...termsDraft(), kind: "issuer" } }],
  "POST /api/terms/:id/acceptances": ({ ids }) => [
    { body: { organisationId: ids.organisation, pledges: [0] } },
  ],
  "GET /api/terms/:id/acceptances": none,
  "GET /api/terms/:id/acceptances.csv": none,
  "GET /api/imports": none,
  "POST /api/imports": () => [
    {
      query: { kind: "stores", fileName: "a.csv" },
      raw: { type: "text/csv", body: "事業者名,店舗名\r\n店,一\r\n" },
    },
  ],
  "GET /api/imports/:id": none,
  "GET /api/imports/:id/rows": none,
  "GET /api/imports/:id/bad-rows.csv": none,
  "POST /api/imports/:id/mapping": () => [{ body: { mapping: {} } }],
  "POST /api/imports/:id/apply": () => [{ body: { checks: 99 } }],
  "POST /api/imports/:id/undo": reason,

  "GET /api/programmes": none,
  "POST /api/programmes": () => [{ body: design() }],
  "POST /api/programmes/scope": ({ ids }) => [{ body: { scope: scopeOf([ids.store]), page: {} } }],
  "GET /api/programmes/:id": none,
  "POST /api/programmes/:id/copy": () => [{ body: { name: "写し" } }],
  "GET /api/programmes/:id/versions": none,
  "POST /api/programmes/:id/versions": () => [{ body: { basedOn: 99, reason: "ためし", design: design() } }],
  "POST /api/programmes/:id/rules": () => [
    {
      body: { unitYen: 1, payLimitYen: 50_000, personCapYen: null, effectiveFromMs: Date.now() + 86_400_000 },
    },
  ],
  "GET /api/programmes/:id/moves": none,
  "POST /api/programmes/:id/state": () => [{ body: { to: "open", ...REASON } }],
  "GET /api/programmes/:id/fund": none,
  "GET /api/programmes/:id/figures": none,
  "GET /api/programmes/:id/dashboard": none,
  "GET /api/programmes/:id/feed": () => [{ headers: SOCKET }],
  "GET /api/programmes/:id/statement": () => [{ query: { account: "available", ...DATES } }],
  "GET /api/programmes/:id/issuers": none,
  "GET /api/programmes/:id/forecast": none,
  "POST /api/organisations/:id/capacity": () => [{ body: { guestsPerDay: 40 } }],
  "POST /api/holders/residents/:id/erasure": reason,
  "GET /api/region/retention": none,
  "PUT /api/region/retention": () => [{ body: { applicationDays: 180, importDays: 90, reportDays: 90 } }],
  "POST /api/programmes/:id/fee-moves": ({ fundTail }) => [
    { body: { operationId: op(fundTail), amountYen: 1, direction: "out" } },
  ],
  "POST /api/holders/residents/:id/number-check": () => [
    { body: { phone: "08012340001", checked: "licence", ...REASON } },
  ],
  "GET /api/number-checks": ({ ids }) => [{}, { query: { residentId: ids.resident } }],
  "POST /api/number-checks/:id/approve": none,
  "POST /api/number-checks/:id/withdrawal": reason,
  "GET /api/erasures": none,
  "GET /api/refusals": none,
  "GET /api/operator/refusals": none,
  "GET /api/stops": none,
  "GET /api/cases": ({ ids }) => [{ query: { programmeId: ids.programme } }],
  "GET /api/cases/recipients": none,
  "PUT /api/cases/recipients": () => [{ body: { recipients: ["kakari@example.jp"] } }],
  "GET /api/cases/:id": none,
  "GET /api/cases/:id/evidence": none,
  "POST /api/cases/:id/decision": () => [{ body: { version: 99, outcome: "watch", done: "", ...REASON } }],
  "POST /api/traces": ({ ids }) => [{ body: { kind: "store", value: ids.store, ...REASON } }],
  // A story is read by who opened it and by nobody else (TRC).
  "GET /api/traces/:id": opened,
  "GET /api/traces/:id/lines": opened,
  "GET /api/traces/:id/file": opened,
  "GET /api/approvals": none,
  "GET /api/approvals/:id": none,
  // A deposit is no business of the call centre's, and nobody withdraws what another proposed (APR-1).
  "POST /api/approvals/:id/approve": () => [{ through: { status: 403, code: "approval-not-yours" } }],
  "POST /api/approvals/:id/refuse": () => [
    { body: REASON, through: { status: 403, code: "approval-not-yours" } },
  ],
  "POST /api/approvals/:id/withdraw": () => [
    { body: REASON, through: { status: 403, code: "approval-not-yours" } },
  ],
  "GET /api/region/approvals": none,
  "GET /api/programmes/:id/thresholds": none,
  "POST /api/programmes/:id/thresholds": ({ ids }) => [
    { body: { issuerId: ids.issuer, measure: "yen", below: 1, recipients: ["kakari@example.jp"] } },
  ],
  "DELETE /api/programmes/:id/thresholds/:thresholdId": ({ admin, ids }) => [
    {
      fresh: async () => {
        const made = await admin.done(`programmes/${ids.programme}/thresholds`, thresholdDraft());
        return { kind: "threshold", id: made.thresholdId };
      },
    },
  ],
  "POST /api/programmes/:id/deposits": ({ fundTail }) => [
    { body: { operationId: op(fundTail), amountYen: 1 } },
  ],
  "POST /api/programmes/:id/allotments": ({ ids, fundTail }) => [
    { body: { operationId: op(fundTail), issuerId: ids.issuer, amountYen: 1 } },
  ],
  "POST /api/programmes/:id/moves": ({ ids, fundTail }) => [
    {
      body: {
        operationId: op(fundTail),
        fromIssuerId: ids.issuer,
        toIssuerId: ids["second-issuer"],
        amountYen: 1,
      },
    },
  ],
  "POST /api/programmes/:id/grants": () => [
    { body: { title: "ためし", segment: {}, amountYen: 1, expiresOn: today() } },
  ],
  "POST /api/programmes/:id/grant-lists": () => [
    {
      query: { title: "ためし", fileName: "a.csv", amountYen: "1", expiresOn: today() },
      raw: { type: "text/csv", body: "電話番号\r\n09012340000\r\n" },
    },
  ],
  "GET /api/programmes/:id/grants": none,
  "GET /api/grants/:id": none,
  "GET /api/grants/:id/rows": () => [{ query: { state: "bad" } }],
  "GET /api/grants/:id/left-out.csv": none,
  "POST /api/grants/:id/left-out.csv": () => [
    { raw: { type: "text/csv", body: "電話番号\r\n09012340000\r\n" } },
  ],
  "POST /api/grants/:id/begin": ({ fundTail }) => [{ body: { operationId: op(fundTail), sumYen: 1 } }],
  "POST /api/grants/:id/stop": reason,
  "POST /api/grants/:id/discard": none,
  "GET /api/region/pages": () => [{ query: { kind: "privacy" } }],
  "POST /api/region/pages": () => [{ body: { kind: "privacy", basedOn: 99, text: "個人情報" } }],
  "POST /api/sounds": () => [{ raw: { type: "audio/wav", body: "RIFF" } }],
  "POST /api/programmes/:id/transfer-results": () => [{ raw: { type: "text/csv", body: "振込" } }],
  "GET /api/programmes/:id/fees": none,
  "GET /api/programmes/:id/fees/:organisationId": none,
  "POST /api/programmes/:id/fees/:organisationId": () => [
    { body: { basedOn: 99, effectiveFrom: "2099-01-01", rate: null, ...REASON } },
  ],
  "POST /api/pictures": () => [{ query: { use: "emblem" }, raw: PNG }],
  "GET /api/verification": none,
  "GET /api/seals": none,
  "GET /api/archive/days": none,
  "GET /api/archive/days/:date": () => [{ params: { date: "2020-01-01" }, ...unknown }],
  "GET /api/verification/audits": none,
  "GET /api/reports": ({ ids }) => [{}, { query: { programmeId: ids.programme } }],
  "POST /api/reports": ({ ids }) => [
    { body: { programmeId: ids.programme, kind: "transactions", ...DATES } },
  ],
  // The log is in it: who may ask for reports and not read the log is told so.
  "POST /api/reports/packages": ({ ids }, role) => [
    {
      body: { programmeId: ids.programme, ...DATES, asOf: DATES.to },
      ...(role === null || can(role, "log.read") ? {} : { through: { status: 403, code: "forbidden" } }),
    },
  ],
  "GET /api/reports/table": ({ ids }) => [{ query: { programmeId: ids.programme, kind: "daily", ...DATES } }],
  "GET /api/report-files/:token": () => [{ params: { token: "of-nobody" } }],
  "GET /api/reports/:id": none,
  "GET /api/reports/:id/file": none,

  "GET /api/banks": () => [{ query: { text: "テスト" } }],
  "GET /api/banks/:code/branches": () => [{ params: { code: "9999" } }],
  "GET /api/organisations/:id/bank-account": none,
  "POST /api/organisations/:id/bank-account": () => [{ body: bankAccount() }],
  "GET /api/stores/:id/bank-account": none,
  "POST /api/stores/:id/bank-account": () => [{ body: bankAccount() }],
  "GET /api/programmes/:id/payout-rule": none,
  "POST /api/programmes/:id/payout-rule": ({ ids }) => [
    { body: { ...RULE, effectiveFrom: addDays(today(), 60) } },
    {
      body: {
        ...RULE,
        effectiveFrom: addDays(today(), 90),
        fees: { ...RULE.fees, byOrganisation: { [ids.organisation]: RULE.fees.standard } },
      },
    },
  ],
  "GET /api/programmes/:id/next-closing": none,
  "GET /api/closings": ({ ids }) => [{ query: { programmeId: ids.programme } }],
  "POST /api/closings": ({ ids }) => [{ body: { programmeId: ids.programme } }],
  "GET /api/closings/:id": none,
  "GET /api/closings/:id/lines": none,
  "POST /api/closings/:id/confirm": none,
  "POST /api/closings/:id/approve": none,
  "POST /api/closings/:id/discard": reason,
  "GET /api/programmes/:id/waiting-transfers": none,
  "GET /api/payouts": ({ ids }) => [{ query: { programmeId: ids.programme } }],
  "POST /api/payouts": ({ ids }) => [{ body: { programmeId: ids.programme, payOn: addDays(today(), 3) } }],
  "GET /api/payouts/:id": none,
  "GET /api/payouts/:id/items": none,
  "GET /api/payouts/:id/file": none,
  "POST /api/payouts/:id/send": ({ fundTail }) => [{ body: { operationId: op(fundTail) } }],
  "POST /api/payouts/:id/settle": none,
  // Who downloaded the file doesn't discard it (STL-9), and some of these roles did a moment ago.
  "POST /api/payouts/:id/discard": () => [{ body: REASON, through: { status: 403, code: "same-person" } }],
  "POST /api/payout-items/:id/return": ({ fundTail }) => [
    { body: { operationId: op(fundTail), reason: "other" } },
  ],
  "POST /api/stores/bulk-edits": ({ ids }) => [
    { body: { stores: [{ storeId: ids.store }], change: { notices: "ためし" }, apply: false } },
  ],
  "GET /api/store-qrs": () => [{ query: { form: "svg" } }],
  "GET /api/stores/:id/tills/:tillId/qr": () => [{ query: { form: "svg" } }],
  "POST /api/stores/:id/tills/:tillId/rotation": () => [
    // Nobody has read such a rotation: whoever may, is told of a conflict, and the world's QRs stay good.
    { body: { rotation: 99, graceHours: 168, ...REASON }, through: { status: 409, code: "conflict" } },
  ],
  "GET /api/sales": ({ ids }) => [
    { query: { ...DATES, by: "each" } },
    { query: { ...DATES, by: "till", storeId: ids.store, tillId: ids.till } },
    { query: { ...DATES, programmeId: ids.programme } },
  ],
  "GET /api/sales/file": ({ ids }) => [{ query: { ...DATES, by: "each", storeId: ids.store } }],
  "GET /api/statements": ({ ids }) => [
    {},
    { query: { storeId: ids.store } },
    { query: { closingId: ids.closing } },
  ],
  "GET /api/statements/transfers": none,
  "GET /api/statements/:closingId/:storeId/file": () => [{ query: { format: "csv" } }],
  "GET /api/programmes/:id/expired-money": none,
  "POST /api/programmes/:id/expired-returns": () => [
    { body: { expiresOn: "2026-01-01", asOf: "2026-01-02" } },
  ],

  "POST /api/holders": ({ ids }) => [
    { body: { couponId: ids.coupon } },
    { body: { residentId: ids.resident } },
  ],
  "POST /api/holders/search": ({ ids }) => [
    { body: { by: "operation", operationId: ids.payment } },
    { body: { by: "receipt", storeId: ids.store, date: today(), receiptNumber: "0000" } },
  ],
  "GET /api/holders/coupons/:id/timeline": none,
  "GET /api/holders/residents/:residentId/wallets/:programmeId/timeline": none,
  "POST /api/holders/coupons/:id/stay": reason,
  "POST /api/freezes": ({ ids, couponTail }) => [
    { body: { kind: "coupon", couponId: ids.coupon, operationId: op(couponTail), frozen: false, ...REASON } },
    {
      body: {
        kind: "resident",
        residentId: ids.resident,
        operationId: op("00000000"),
        frozen: false,
        ...REASON,
      },
    },
  ],
  "POST /api/extensions": ({ ids, couponTail }) => [
    {
      body: {
        kind: "coupon",
        couponId: ids.coupon,
        operationId: op(couponTail),
        expiresOn: addDays(today(), 60),
        ...REASON,
      },
    },
    {
      body: {
        kind: "wallet",
        residentId: ids.resident,
        programmeId: ids.programme,
        operationId: op("00000000"),
        expiresOn: addDays(today(), 60),
        ...REASON,
      },
    },
  ],
  "POST /api/payments/:operationId/refund": ({ paymentTail }) => [
    { body: { operationId: op(paymentTail), amountYen: 1, ...REASON } },
  ],
  "POST /api/payments/:operationId/refundable": () => [{ body: {} }],

  "GET /api/notices": none,
  "POST /api/notices": ({ ids }) => [{ body: noticeDraft(ids.programme) }],
  "GET /api/mail-addresses": none,
  "POST /api/mail-addresses": ({ ids }) => [
    {
      body: {
        organisationId: ids.organisation,
        address: `a${Math.random().toString(36).slice(2)}@x.example`,
      },
    },
  ],
  "POST /api/mail-addresses/:id/remove": none,
  "GET /api/newsletters": none,
  "POST /api/newsletters": () => [{ body: newsletterDraft() }],
  "GET /api/newsletters/:id": none,
  "POST /api/newsletters/:id": () => [{ body: newsletterDraft() }],
  "POST /api/newsletters/:id/send": () => [{ body: { sendAtMs: null } }],
  "POST /api/newsletters/:id/stop": reason,
  "GET /api/letters": ({ ids }) => [{}, { query: { storeId: ids.store } }],
  "POST /api/letters": ({ ids }) => [{ body: { storeId: ids.store, ...LETTER } }],
  "GET /api/letters/:id": none,
  "POST /api/letters/:id": () => [{ body: { version: 99, ...LETTER } }],
  "POST /api/letters/:id/proposal": () => [{ body: { version: 99 } }],
  "POST /api/letters/:id/take-back": none,
  "POST /api/letters/:id/decision": () => [{ body: { version: 99, decision: "refused", ...REASON } }],
  "POST /api/letters/:id/withdrawal": reason,
  "GET /api/stores/:id/letter-readers": none,
  "GET /api/notices/:id": none,
  "POST /api/notices/:id": ({ ids }) => [{ body: noticeDraft(ids.programme) }],
  "POST /api/notices/:id/attachments": () => [
    { query: { name: "b.pdf" }, raw: { type: "application/octet-stream", body: "no file" } },
  ],
  "GET /api/notices/:id/attachments/:attachmentId": none,
  "DELETE /api/notices/:id/attachments/:attachmentId": ({ admin, ids }) => [
    {
      fresh: async () => {
        const { attachments } = await attach(admin, ids.notice);
        return { kind: "attachment", id: attachments.at(-1).attachmentId };
      },
    },
  ],
  "POST /api/notices/:id/publish": none,
  "GET /api/notices/:id/broadcast": none,
  "POST /api/notices/:id/broadcast/stop": reason,
  "POST /api/notices/:id/withdraw": reason,
  "GET /api/inbox": (_, role) => [{ query: { as: sideAsked(role) } }],
  "POST /api/inbox/:id/read": (_, role) => [{ body: { as: sideAsked(role) } }],
  "GET /api/inbox/:id/attachments/:attachmentId": (_, role) => [{ query: { as: sideAsked(role) } }],

  "POST /api/operator/regions": () => [{ body: {} }],
  "POST /api/operator/staff/factor-reset": () => [
    { body: { loginId: "nobody-at-all", reason: "紛失" }, through: { status: 404, code: "not-found" } },
  ],
  "POST /api/operator/regions/:id/municipalities/:code/outline": () => [
    {
      params: { code: "990019" },
      body: {
        outline: [
          [
            [
              [140, 34],
              [140.1, 34],
              [140, 34.1],
              [140, 34],
            ],
          ],
        ],
      },
    },
  ],
  "GET /api/operator/regions/:id/approvals": none,
  "POST /api/operator/regions/:id/approvals": () => [{ body: { approvals: NO_APPROVALS } }],
  "GET /api/operator/terms": none,
  "POST /api/operator/terms": () => [{ body: { title: "利用規約", body: "第1条", blocksFromMs: 0 } }],
  "GET /api/operator/alerts": none,
  "GET /api/operator/affected": () => [{ query: { fromMs: "0", untilMs: "1" } }],
  "GET /api/operator/messages": none,
  "POST /api/operator/status": () => [{ body: { kind: "slow", regionId: null, disturbed: false } }],
  "POST /api/operator/messages/setting": () => [{ body: { dailyLimitYen: 1_000_000 } }],
  "POST /api/operator/messages/stops/:prefix/end": () => [{ params: { prefix: "0901" } }],
  "POST /api/operator/audit/log/erasures": () => [{ body: { entryIds: [1], ...REASON } }],
  "GET /api/operator/erasures": none,
  "POST /api/operator/residents/:id/stop": () => [{ body: { stopped: false, ...REASON } }],
  // Who still has something to spend is not erased without saying so.
  "POST /api/operator/residents/:id/erasure": reason,
  "POST /api/operator/seals": () => [{ body: { through: "2020-01-01" } }],
  "GET /api/operator/seals": none,
  "GET /api/operator/breaks": none,
  "POST /api/operator/breaks/:id/mend": () => [{ params: { id: "none" }, body: REASON }],
  "POST /api/operator/rebuild": none,
  "GET /api/operator/rebuild/:id": () => [{ params: { id: "none" } }],
  "POST /api/operator/postal-codes": () => [
    {
      body: {
        first: false,
        rows: [{ code: "9990001", prefecture: "試験県", city: "港町", town: "", municipality: "990019" }],
      },
    },
  ],
  "POST /api/operator/banks": () => [{ body: { banks: [], branches: [] } }],
  "GET /api/operator/archive": none,
  "GET /api/operator/archive/objects": none,
  "GET /api/operator/archive/objects/:name": () => [{ params: { name: "latest.json" } }],
  "GET /api/operator/archive/objects/:date/:name": () => [
    { params: { date: "2026-01-01", name: "manifest.json" } },
  ],
  "POST /api/operator/audit": none,
  "GET /api/operator/audit/:id": () => [{ params: { id: "none" } }],
};

const sideAsked = (role: Role | null) => (role?.startsWith("issuer") ? "issuer" : "merchant");
