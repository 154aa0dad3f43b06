import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { type Browser, makeRegion, op, PASSWORD, signIn } from "../api/world.actor.testing.ts";

/** Where invented accounts are: bank 9999, which nobody has. */
export const PLACE = { bankCode: "9999", branchCode: "002" };

/** The rule of the tests: twice a month, 0.5 % and 110 yen, at least 1,000 yen a transfer. */
export const RULE = {
  effectiveFrom: "2020-01-01",
  rhythm: "twice-monthly",
  payAfterBankDays: 5,
  fees: { standard: { basisPoints: 50, fixedYen: 110 }, byOrganisation: {} },
  minimumYen: 1_000,
  registrationNumber: "T9990000000001",
  fileOptions: { lineEnd: "crlf", endMark: false, transferKind: "7", edi: false },
  payer: {
    consignorCode: "0000990001",
    name: "シオミケン クーポンジムキョク",
    bankCode: "9999",
    branchCode: "001",
    kind: "ordinary",
    number: "1234",
  },
};

/**
 * A region with three stores, A and B of one merchant, C of another; coupons to pay with; a second person at the
 * secretariat; the merchant's head office; the directory of banks with an invented one.
 */
export async function makeTown() {
  const world = await makeRegion();
  const { admin, operator, programmeId } = world;
  await operator.done("operator/banks", {
    banks: [{ code: "9999", name: "テスト", kana: "テスト" }],
    branches: [
      { bankCode: "9999", code: "001", name: "本店", kana: "ホンテン" },
      { bankCode: "9999", code: "002", name: "青浜", kana: "アオハマ" },
    ],
  });
  const bakery = await admin.done("organisations", { name: "パン屋", kana: "パンヤ", kinds: ["merchant"] });
  const storeOf = async (organisationId: string, name: string, kana: string) => {
    const store = await admin.done("stores", {
      organisationId,
      name,
      kana,
      address: "港町2",
      municipality: "990019",
      industry: "M7671",
      accepts: "mpm+cpm",
    });
    const { tills } = await admin.done(`stores/${store.storeId}/tills`, {});
    return { storeId: store.storeId as string, tillId: tills[0].tillId as string };
  };
  const b = await storeOf(world.merchant.organisationId, "うどん", "ウドン");
  const c = await storeOf(bakery.organisationId, "パン", "パン");
  const staff = async (key: string, organisationId: string, role: string) => {
    const loginId = `${world.id}-${key}`;
    await admin.done("staff", {
      name: key,
      loginId,
      password: PASSWORD,
      memberships: [{ organisationId, role }],
    });
    return signIn(loginId);
  };
  const me = await admin.read("staff/me");
  const secretariat = me.memberships[0].organisationId as string;
  const second = await staff("second", secretariat, "secretariat-admin");
  const head = await staff("head", world.merchant.organisationId, "merchant-head");
  const bakers = await staff("bakers", bakery.organisationId, "merchant-head");
  const bakeryClerk = await staff("bakery-clerk", bakery.organisationId, "clerk");
  const { sheets } = await world.issue(6, 3_000);
  const codes = sheets.map((sheet) => sheet.code);

  /** Pays with a coupon at a store, and waits until D1 has it. */
  const pay = async (clerk: Browser, store: typeof b, code: string, amountYen: number) => {
    const { coupon } = await clerk.done("counter/inspect", { ...store, code });
    const operationId = op(coupon.idTail);
    await clerk.done("counter/payments", { ...store, operationId, handle: coupon.handle, amountYen });
    await projected(operationId);
    return operationId;
  };
  /** Gives part of a payment back. */
  const refund = async (payment: string, amountYen: number) => {
    const operationId = op(payment.slice(-8));
    await admin.done(`payments/${payment}/refund`, { operationId, amountYen, reason: "返品" });
    await projected(operationId);
  };
  /** Begins the next closing, checks it by one and has it approved by the other. */
  const close = async () => {
    const { closingId } = await admin.done("closings", { programmeId });
    await vi.waitUntil(async () => (await admin.read(`closings/${closingId}`)).state === "review", {
      timeout: 20_000,
    });
    await admin.done(`closings/${closingId}/confirm`);
    await second.done(`closings/${closingId}/approve`);
    return admin.read(`closings/${closingId}`);
  };
  const account = (who: Browser, organisationId: string, number: string, holderKana: string) =>
    who.done(`organisations/${organisationId}/bank-account`, {
      ...PLACE,
      kind: "ordinary",
      number,
      holderKana,
    });
  return {
    ...world,
    second,
    head,
    bakers,
    bakeryClerk,
    bakery,
    stores: { a: world.store, b, c },
    codes,
    pay,
    refund,
    close,
    account,
  };
}
export type Town = Awaited<ReturnType<typeof makeTown>>;

async function projected(operationId: string): Promise<void> {
  await vi.waitUntil(
    () => env.DB.prepare("select 1 from journal where operation_id = ?1").bind(operationId).first(),
    { timeout: 20_000 },
  );
}

/** Seals every date up to one, as the sealing would once they have ended: what is projected later books after it. */
export async function sealThrough(date: string): Promise<void> {
  await env.DB.prepare(
    `insert into seal (book_date, state, audit_id, late, closed_at_ms, sealed_at_ms, rows)
     values (?1, 'sealed', 'test', '[]', 1, 1, 0)`,
  )
    .bind(date)
    .run();
}

/** The bytes of a download. */
export async function download(who: Browser, path: string): Promise<Uint8Array> {
  const { exports } = await import("cloudflare:workers");
  const reply = await exports.default.fetch(
    new Request(`http://localhost/api/${path}`, { headers: { cookie: who.cookieHeader() } }),
  );
  if (reply.status !== 200) throw new Error(`GET ${path}: ${reply.status} ${await reply.text()}`);
  return new Uint8Array(await reply.arrayBuffer());
}
