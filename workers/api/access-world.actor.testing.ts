import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { vi } from "vitest";
import { DEFAULT_APPROVALS, NO_APPROVALS } from "../../schema/api/approvals.ts";
import { fraudCase } from "../../schema/d1/fraud.ts";
import { letter, letterDelivery } from "../../schema/d1/letter.ts";
import {
  bankAccount as bankAccountRow,
  closing,
  closingLine,
  payout,
  payoutItem,
} from "../../schema/d1/settlement.ts";
import type { CaseId, EvidenceId, IssueId, LetterId, RegionId, ResidentId } from "../../schema/ids.ts";
import { RULE } from "../closing/closing.actor.testing.ts";
import { sha256Hex } from "../closing/sha256.ts";
import { payoutFile } from "../closing/transfers.ts";
import { databaseOf } from "../data/database.ts";
import { payoutRules } from "../data/payout-rules.ts";
import type { Env } from "../env.ts";
import { keepEvidence } from "../evidence/keep.ts";
import { upload } from "../imports/world.actor.testing.ts";
import { Authenticator, addPasskeyOf } from "../passkeys/authenticator.actor.testing.ts";
import type { ObjectKind } from "./access.ts";
import { newId } from "./new-id.ts";
import { type Browser, makeRegion, makeResident, op, PASSWORD, signIn } from "./world.actor.testing.ts";

type Region = Awaited<ReturnType<typeof makeRegion>>;

/** What a wallet shows a shop. */
async function shownCode(resident: Browser, programmeId: string) {
  const { wallets } = await resident.read("wallets");
  const wallet = wallets.find(({ pay }: { pay: { programmeId: string } }) => pay.programmeId === programmeId);
  const walletTail = wallet.idTail as string;
  const { code } = await resident.done(`wallets/${programmeId}/codes`, { operationId: op(walletTail) });
  return { paymentCode: code as string, walletTail };
}

/** A lost number that somebody else has proposed to change. */
async function numberCheckOf(admin: Browser, residentId: string) {
  const { checkId } = await admin.done(`holders/residents/${residentId}/number-check`, {
    phone: "08012340000",
    checked: "licence",
    reason: "ためし",
  });
  await env.DB.prepare("update number_check set proposed_by = 'somebody' where id = ?1").bind(checkId).run();
  return checkId as string;
}

/** One object of every kind at one place of the house, and what requests about them carry besides. */
export interface Place {
  readonly ids: { readonly [K in ObjectKind]: string };
  /** The issuer's people and the merchant's: which is meant depends on who asks. */
  readonly issuerStaff: string;
  readonly issuerMailAddress: string;
  readonly couponTail: string;
  readonly couponHandle: string;
  readonly paymentTail: string;
  readonly paymentHandle: string;
  readonly code: string;
  /** What a resident's wallet shows a shop of that region. */
  readonly paymentCode: string;
  readonly walletTail: string;
  readonly tillSignature: string;
  readonly fundTail: string;
  /** Who a coupon there was given to, as the desk wrote it down. */
  readonly guest: string;
  /** The text of a key of its store, made for everything. */
  readonly posKeyText: string;
  /** The region's secretariat, to make more. */
  readonly admin: Browser;
}

const FAR = Date.UTC(2099, 0, 1);
const HEX = (bytes: number) =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");

/** Kinds of which there is one per region, the same at each of its places. */
export const REGION_KINDS: ReadonlySet<ObjectKind> = new Set<ObjectKind>([
  "application",
  "approval",
  "attachment",
  "case",
  "closing",
  "grant",
  "import",
  "inbox-attachment",
  "inbox-notice",
  "issuer",
  "notice",
  "number-check",
  "passkey",
  "payout",
  "payout-item",
  "programme",
  "region",
  "report",
  "resident",
  "device",
  "move",
  "newsletter",
  "resident-letter",
  "second-issuer",
  "terms",
  "threshold",
  "trace",
]);

/** What there is once per region, the same at each of its places. */
async function regionObjects(world: Region) {
  const { admin, operator, programmeId } = world;
  const regionId = world.region.regionId as string;
  await operator.done("operator/banks", {
    banks: [{ code: "9999", name: "テスト", kana: "テスト" }],
    branches: [{ bankCode: "9999", code: "001", name: "本店", kana: "ホンテン" }],
  });
  await admin.done(`programmes/${programmeId}/payout-rule`, RULE);
  const threshold = await admin.done(`programmes/${programmeId}/thresholds`, thresholdDraft());
  const policy = (approvals: object) =>
    operator.done(`operator/regions/${regionId}/approvals`, { approvals });
  await policy(DEFAULT_APPROVALS);
  const proposed = await admin.done(`programmes/${programmeId}/deposits`, {
    operationId: op(world.fundIdTail),
    amountYen: 1,
  });
  await policy(NO_APPROVALS);
  const caseId = newId<CaseId>();
  await databaseOf(env as unknown as Env, regionId as RegionId)
    .insert(fraudCase)
    .values(suspicion(caseId, regionId, programmeId, world.store.storeId));
  const trace = await admin.done("traces", { kind: "store", value: world.store.storeId, reason: "ためし" });
  const draft = await admin.done("notices", noticeDraft(programmeId));
  const { attachments } = await attach(admin, draft.noticeId);
  const shown = await admin.done("notices", noticeDraft(programmeId));
  const handed = await attach(admin, shown.noticeId);
  await admin.done(`notices/${shown.noticeId}/publish`);
  const terms = await admin.done("terms", termsDraft());
  const application = await admin.done("applications", {
    regionId,
    key: HEX(32),
    form: applicationForm(terms.termsId),
  });
  const { rows } = await admin.read("applications?limit=100");
  const { applicationId } = rows.find(
    (row: { receiptNumber: string }) => row.receiptNumber === application.receiptNumber,
  );
  const report = await admin.done("reports", {
    programmeId,
    kind: "transactions",
    from: "2026-01-01",
    to: "2099-12-31",
  });
  await vi.waitUntil(async () => (await admin.read(`reports/${report.reportId}`)).state === "done", {
    timeout: 20_000,
  });
  const newsletter = await admin.done("newsletters", {
    title: "お便り",
    body: "本文",
    audiences: ["issuers"],
  });
  const granted = await admin.done(`programmes/${programmeId}/grants`, {
    title: "ためし",
    segment: {},
    amountYen: 1,
    expiresOn: "2099-12-31",
  });
  const imported = await upload(admin, "stores", "事業者名,店舗名\r\n店,一号\r\n");
  const resident = await makeResident(env.DB);
  const residentId = (await resident.read("residents/me")).residentId as ResidentId;
  const inInbox = await letterOf(regionId, world.store.storeId, "sent");
  await databaseOf(env, null)
    .insert(letterDelivery)
    .values({ letterId: inInbox, residentId, atMs: Date.now() });
  return {
    approval: proposed.approvalId as string,
    case: caseId as string,
    trace: trace.traceId as string,
    threshold: threshold.thresholdId as string,
    notice: draft.noticeId as string,
    attachment: attachments[0].attachmentId as string,
    "inbox-notice": shown.noticeId as string,
    "inbox-attachment": handed.attachments[0].attachmentId as string,
    terms: terms.termsId as string,
    application: applicationId as string,
    report: report.reportId as string,
    grant: granted.grantId as string,
    newsletter: newsletter.newsletterId as string,
    import: imported.body.importId as string,
    programme: programmeId as string,
    region: regionId,
    resident: residentId as string,
    "resident-letter": inInbox,
    move: (await resident.done("residents/moves")).moveId as string,
    device: (await resident.read("residents/devices")).devices[0].deviceId as string,
    passkey: await addPasskeyOf(resident, new Authenticator()),
    residentBrowser: resident,
  };
}

/** A letter of a store, as if somebody of its office had proposed it: in a state that no request takes out of sight. */
async function letterOf(regionId: string, storeId: string, state: "refused" | "sent"): Promise<string> {
  const letterId = newId<LetterId>();
  const made = { title: "お店だより", body: "本文", createdAtMs: 1, createdBy: "somebody", version: 1 };
  const proposed = {
    proposedAtMs: 1,
    proposedBy: "somebody",
    sentAtMs: state === "sent" ? Date.now() : null,
  };
  await databaseOf(env, null)
    .insert(letter)
    .values({ id: letterId, regionId, storeId, state, ...made, ...proposed });
  return letterId;
}

/** A file that proves an issue, as if its desk had added it. */
export async function keepProof(regionId: string, issueId: string): Promise<string> {
  const evidenceId = newId<EvidenceId>();
  const to = { regionId: regionId as RegionId, issueId: issueId as IssueId, staffId: "somebody" };
  const bytes = new TextEncoder().encode("%PDF-1.7");
  const file = { evidenceId, name: "a.pdf", mediaType: "application/pdf", bytes } as const;
  if (!(await keepEvidence(env as unknown as Env, to, file, Date.now()))) throw new Error("not kept");
  return evidenceId;
}

const guestOf = (key: string) => `客人 ${key}`;

/** Stores, people, coupons and a payment of one branch on each side of the house. */
async function branchObjects(
  world: Region,
  at: { readonly key: string; readonly branchId: string; readonly organisationId: string },
  helper: Browser,
) {
  const { admin, programmeId, fundIdTail } = world;
  const store = await admin.done("stores", {
    organisationId: at.organisationId,
    name: `店${at.key}`,
    kana: "ミセ",
    address: "港町1",
    municipality: "990019",
    industry: "M7671",
    accepts: "mpm+cpm",
  });
  const { tills } = await admin.done(`stores/${store.storeId}/tills`, {});
  const place = { storeId: store.storeId as string, tillId: tills[0].tillId as string };
  const change = await admin.done("change-requests", { storeId: place.storeId, accepts: "mpm" });
  const person = async (key: string, organisationId: string, role: string) => {
    const loginId = `${world.id}-${key}-${at.key}`;
    const { account } = await admin.done("staff", {
      name: loginId,
      loginId,
      password: PASSWORD,
      memberships: [{ organisationId, role }],
    });
    return account.staffId as string;
  };
  const clerk = await person("victim", at.organisationId, "clerk");
  const desk = await person("desk-victim", at.branchId, "issuer-desk");
  const issue = async (coupons: number) => {
    const made = await helper.done("issues", {
      operationId: op(fundIdTail),
      programmeId,
      branchId: at.branchId,
      coupons,
      faceYen: 1000,
      stayReference: `R-${at.key}-${coupons}`,
      guestName: guestOf(at.key),
    });
    return made.issue.issueId as string;
  };
  const stays = await helper.send(
    "POST",
    `issue-lists?programmeId=${programmeId}&branchId=${at.branchId}&fileName=a.csv`,
    `予約番号,人数,代表者\r\nL-${at.key},1,${guestOf(at.key)}\r\n`,
    { "content-type": "text/csv" },
  );
  const ready = await issue(1);
  const proof = await keepProof(world.region.regionId, ready);
  const active = await issue(4);
  await helper.done(`issues/${active}/activate`, { operationId: op(fundIdTail) });
  const { sheets } = await helper.read(`issues/${active}/sheets?limit=10`);
  const seen = await helper.done("counter/inspect", { ...place, code: sheets[0].code });
  const paid = await helper.done("counter/payments", {
    ...place,
    operationId: op(seen.coupon.idTail),
    handle: seen.coupon.handle,
    amountYen: 300,
  });
  const payment = paid.receipt.operationId as string;
  await vi.waitUntil(
    () => env.DB.prepare("select 1 from journal where operation_id = ?1").bind(payment).first(),
    { timeout: 20_000 },
  );
  const look = await helper.done("counter/inspect", { ...place, code: sheets[1].code });
  const makeKey = () =>
    helper.done("pos-keys", {
      storeId: place.storeId,
      tillId: null,
      name: `キー${at.key}`,
      operations: ["inspect", "pay", "void", "read"],
      lastDay: null,
    });
  const addressOf = async (organisationId: string, address: string) => {
    const { rows } = await helper.done("mail-addresses", { organisationId, address });
    return rows.find((row: { address: string }) => row.address === address).addressId as string;
  };
  const { webhook } = await helper.done("webhooks", {
    organisationId: at.organisationId,
    storeId: place.storeId,
    url: "https://till.example.jp/tegata",
    events: ["payment.made"],
    mail: null,
  });
  const [ended, good] = [await makeKey(), await makeKey()];
  const qr = await helper.read(`counter/qr?storeId=${place.storeId}`);
  await admin.done(`organisations/${at.organisationId}/bank-account`, bankAccount());
  return {
    ...place,
    change: change.changeRequestId as string,
    letter: await letterOf(world.region.regionId, place.storeId, "refused"),
    clerk,
    desk,
    ready,
    stays: stays.body.listId as string,
    proof,
    coupon: sheets[1].couponId as string,
    code: sheets[2].code as string,
    spare: sheets[3].code as string,
    couponTail: look.coupon.idTail as string,
    couponHandle: look.coupon.handle as string,
    payment,
    posKey: ended.key.keyId as string,
    posKeyText: good.text as string,
    webhook: webhook.webhookId as string,
    mailAddress: await addressOf(at.organisationId, `shop-${at.key}@x.example`),
    issuerMailAddress: await addressOf(at.branchId, `house-${at.key}@x.example`),
    paymentTail: seen.coupon.idTail as string,
    paymentHandle: paid.handle as string,
    tillSignature: /\.([^.]+)$/.exec(qr.tills[0].qrText)?.[1] ?? "",
  };
}

/** A closing of a region with a line for each store, and a file with a transfer: rows as the closing writes them. */
async function closingOf(
  world: Region,
  branches: readonly { readonly storeId: string; readonly organisationId: string }[],
) {
  const db = databaseOf(env, null);
  const shared = { regionId: world.region.regionId as string, programmeId: world.programmeId };
  const [closingId, payoutId, itemId] = [newId(), newId(), newId()];
  const payee = { payeeKind: "organisation", payeeId: branches[0]?.organisationId ?? "" };
  const nothing = { reversedYen: 0, feeYen: 0, taxYen: 0, carriedInYen: 0, carriedOutYen: 0 };
  const sums = { ...nothing, payments: 1, paidYen: 300, payableYen: 300 };
  const made = { createdAtMs: 1, createdBy: "somebody" };
  await db.insert(closing).values({
    ...shared,
    ...sums,
    ...made,
    id: closingId,
    number: 1,
    fromOn: "2026-01-01",
    toOn: "2026-01-15",
    payOn: "2026-01-30",
    ruleVersion: 1,
    state: "confirmed",
    stores: branches.length,
    payees: 1,
    confirmedAtMs: 1,
    confirmedBy: "somebody",
  });
  await db.insert(closingLine).values(
    branches.map(({ storeId, organisationId }) => ({
      ...shared,
      ...sums,
      closingId,
      storeId,
      organisationId,
      storeName: "店",
      organisationName: "店",
      payeeKind: "organisation",
      payeeId: organisationId,
      reversals: 0,
      feeBasisPoints: 0,
      feeFixedYen: 0,
      outcome: "paid",
    })),
  );
  await db
    .update(closing)
    .set({ state: "approved", approvedAtMs: 1, approvedBy: "else" })
    .where(eq(closing.id, closingId));
  await db.insert(payout).values({
    ...shared,
    ...made,
    id: payoutId,
    number: 1,
    payOn: "2026-01-30",
    ruleVersion: 1,
    state: "made",
    items: 1,
    sumYen: 300,
  });
  const account = await db
    .select({ id: bankAccountRow.id })
    .from(bankAccountRow)
    .where(eq(bankAccountRow.ownerId, payee.payeeId));
  await db.insert(payoutItem).values({
    ...shared,
    ...payee,
    id: itemId,
    closingId,
    payeeName: "店",
    attempt: 1,
    amountYen: 300,
    state: "waiting",
    createdAtMs: 1,
  });
  await db
    .update(payoutItem)
    .set({ state: "in-file", payoutId, line: 1, accountId: account[0]?.id ?? null })
    .where(eq(payoutItem.id, itemId));
  const [row] = await db.select().from(payout).where(eq(payout.id, payoutId));
  const [rule] = await payoutRules(db, shared.regionId as RegionId, world.programmeId);
  const file = row && rule ? await payoutFile(env as Env, db, row, rule) : null;
  if (!file?.ok) throw new Error(`no file: ${JSON.stringify(file)}`);
  await db
    .update(payout)
    .set({ fileSha256: await sha256Hex(file.value) })
    .where(eq(payout.id, payoutId));
  return { closing: closingId, payout: payoutId, "payout-item": itemId };
}

/**
 * Two regions. In the first an issuer and a merchant with two branches each, and another issuer and another merchant; at
 * each of these places an object of every kind.
 */
export async function accessWorld() {
  const [a, b] = await Promise.all([makeRegion(), makeRegion()]);
  const organisation = async (world: Region, name: string, more: object): Promise<string> =>
    (await world.admin.done("organisations", { name, kana: "ナマエ", ...more })).organisationId;
  const i2 = await organisation(a, "宿別館", { parentId: a.issuer.organisationId });
  const ix = await organisation(a, "よその宿", { kinds: ["issuer"] });
  const m1 = await organisation(a, "店一号", { parentId: a.merchant.organisationId });
  const m2 = await organisation(a, "店二号", { parentId: a.merchant.organisationId });
  const mx = await organisation(a, "よその店", { kinds: ["merchant"] });
  const ix2 = await organisation(b, "よその宿", { kinds: ["issuer"] });
  await a.admin.done(`programmes/${a.programmeId}/allotments`, {
    operationId: op(a.fundIdTail),
    issuerId: ix,
    amountYen: 1_000_000,
  });
  const helperOf = async (world: Region, issuers: string[], merchants: string[]) => {
    const loginId = `${world.id}-helper`;
    await world.admin.done("staff", {
      name: "手伝い",
      loginId,
      password: PASSWORD,
      memberships: [
        ...issuers.map((organisationId) => ({ organisationId, role: "issuer-head" })),
        ...merchants.map((organisationId) => ({ organisationId, role: "merchant-head" })),
      ],
    });
    return signIn(loginId);
  };
  const [helperA, helperB] = await Promise.all([
    helperOf(a, [a.issuer.organisationId, ix], [a.merchant.organisationId, mx]),
    helperOf(b, [b.issuer.organisationId], [b.merchant.organisationId]),
  ]);
  const [inA, inB] = await Promise.all([regionObjects(a), regionObjects(b)]);
  const sites = {
    own: { world: a, key: "own", branchId: a.branch.organisationId as string, organisationId: m1 },
    branch: { world: a, key: "bra", branchId: i2, organisationId: m2 },
    organisation: { world: a, key: "org", branchId: ix, organisationId: mx },
    region: {
      world: b,
      key: "reg",
      branchId: b.branch.organisationId as string,
      organisationId: b.merchant.organisationId as string,
    },
  };
  const made = {
    own: await branchObjects(a, sites.own, helperA),
    branch: await branchObjects(a, sites.branch, helperA),
    organisation: await branchObjects(a, sites.organisation, helperA),
    region: await branchObjects(b, sites.region, helperB),
  };
  for (const [resident, code, programmeId] of [
    [inA.residentBrowser, made.own.spare, a.programmeId],
    [inB.residentBrowser, made.region.spare, b.programmeId],
  ] as const) {
    const look = await resident.done("charges/inspect", { code });
    await resident.done("charges", {
      operationId: op(look.coupon.idTail),
      handle: look.coupon.handle,
      programmeId,
    });
  }
  const [shownA, shownB] = await Promise.all([
    shownCode(inA.residentBrowser, a.programmeId),
    shownCode(inB.residentBrowser, b.programmeId),
  ]);
  const [checkA, checkB] = await Promise.all([
    numberCheckOf(a.admin, inA.resident),
    numberCheckOf(b.admin, inB.resident),
  ]);
  const closedA = await closingOf(
    a,
    (["own", "branch", "organisation"] as const).map((at) => ({ ...made[at], ...sites[at] })),
  );
  const closedB = await closingOf(b, [{ ...made.region, ...sites.region }]);
  const place = (at: keyof typeof sites): Place => {
    const { world, branchId, organisationId } = sites[at];
    const here = made[at];
    const { residentBrowser: _, ...shared } = world === a ? inA : inB;
    return {
      ids: {
        ...shared,
        ...(world === a ? closedA : closedB),
        "number-check": world === a ? checkA : checkB,
        branch: branchId,
        organisation: organisationId,
        issuer: world === a ? a.issuer.organisationId : b.issuer.organisationId,
        "second-issuer": world === a ? ix : ix2,
        store: here.storeId,
        till: here.tillId,
        staff: here.clerk,
        issue: here.ready,
        "issue-list": here.stays,
        evidence: here.proof,
        coupon: here.coupon,
        payment: here.payment,
        "pos-key": here.posKey,
        webhook: here.webhook,
        "mail-address": here.mailAddress,
        "change-request": here.change,
        letter: here.letter,
      },
      issuerStaff: here.desk,
      issuerMailAddress: here.issuerMailAddress,
      couponTail: here.couponTail,
      couponHandle: here.couponHandle,
      paymentTail: here.paymentTail,
      paymentHandle: here.paymentHandle,
      code: here.code,
      ...(world === a ? shownA : shownB),
      tillSignature: here.tillSignature,
      fundTail: world.fundIdTail,
      guest: guestOf(sites[at].key),
      posKeyText: here.posKeyText,
      admin: world.admin,
    };
  };
  const callers = {
    "secretariat-admin": a.region.organisationId,
    "secretariat-clerk": a.region.organisationId,
    "secretariat-accountant": a.region.organisationId,
    "secretariat-callcentre": a.region.organisationId,
    "secretariat-viewer": a.region.organisationId,
    "issuer-head": a.issuer.organisationId,
    "issuer-desk": a.branch.organisationId,
    "merchant-head": a.merchant.organisationId,
    "merchant-store": m1,
    clerk: m1,
  } as const;
  const browsers = await Promise.all(
    Object.entries(callers).map(async ([role, organisationId]) => {
      const loginId = `${a.id}-as-${role}`;
      await a.admin.done("staff", {
        name: role,
        loginId,
        password: PASSWORD,
        memberships: [{ organisationId, role }],
      });
      return [role, await signIn(loginId)] as const;
    }),
  );
  return {
    places: {
      own: place("own"),
      branch: place("branch"),
      organisation: place("organisation"),
      region: place("region"),
    },
    browsers: Object.fromEntries(browsers) as { readonly [R in keyof typeof callers]: Browser },
    resident: inA.residentBrowser,
    operator: a.operator,
  };
}
export type AccessWorld = Awaited<ReturnType<typeof accessWorld>>;

export const bankAccount = () => ({
  bankCode: "9999",
  branchCode: "001",
  kind: "ordinary",
  number: "1234567",
  holderKana: "ミセ",
});
export const noticeDraft = (programmeId: string) => ({
  kind: "notice",
  category: null,
  title: "お知らせ",
  body: "本文",
  audiences: [{ kind: "merchants" }, { kind: "issuers" }, { kind: "residents", programmeId }],
  fromOn: null,
  untilOn: null,
});
/** A case of a store that took too many coupons too soon, as the search writes it. */
const suspicion = (id: string, regionId: string, programmeId: string, storeId: string) => ({
  id,
  regionId,
  programmeId,
  rule: "quick-spending",
  subjectKind: "store",
  subjectId: storeId,
  date: "2026-01-01",
  level: "serious",
  weight: 30,
  measures: "{}",
  thresholds: "{}",
  state: "open",
  version: 1,
  reopened: 0,
  foundAtMs: 1,
  openedAtMs: 1,
  updatedAtMs: 1,
});
export const thresholdDraft = () => ({ measure: "percent", below: 10, recipients: ["kakari@example.jp"] });
export const termsDraft = () => ({
  kind: "merchant",
  title: "規約",
  body: "第1条",
  pledges: ["まもります"],
  publishedAtMs: 0,
  blocksFromMs: FAR,
});
export const applicationForm = (termsId: string) => ({
  organisation: { name: "みさき水産", kana: "ミサキスイサン" },
  store: {
    name: "みさき食堂",
    kana: "ミサキショクドウ",
    postalCode: "9990001",
    address: "港町5",
    phone: null,
    municipality: "990019",
    industry: "M761",
    accepts: "mpm+cpm",
  },
  contact: { name: "三崎 花", phone: "09900000000", email: "hana@example.jp" },
  terms: { termsId, pledges: [0] },
});
export const attach = async (admin: Browser, noticeId: string) => {
  const reply = await admin.send("POST", `notices/${noticeId}/attachments?name=a.pdf`, "%PDF-1.7\nためし", {
    "content-type": "application/octet-stream",
  });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return reply.body;
};
