import { randomBytes } from "node:crypto";
import { NO_APPROVALS } from "../../../schema/api/approvals.ts";
import type { StoreQr } from "../../../schema/api/counter.ts";
import type { BusinessDate } from "../../../schema/calendar.ts";
import { type IdTail, type OperationId, operationId } from "../../../schema/ids.ts";
import { SeedClient } from "../../../scripts/seed/seed-client.ts";
import type { TestContext } from "../harness.ts";
import { FIRST, LAST, type MonthClock } from "./dates.ts";
import type { Rate } from "./own-closing.ts";
import { ACCOUNTS, type BankPlace, MERCHANTS, type StoreName } from "./people.ts";

/** A store as a till has it. */
export interface Shop {
  readonly name: StoreName;
  readonly storeId: string;
  readonly tillId: string;
  readonly signature: string;
  readonly takesPaper: boolean;
  /** What it is charged under the first version of the rule. */
  readonly rate: Rate | null;
  /** Whose accounts it can be paid into, the nearest first; names of {@link ACCOUNTS}. */
  readonly payees: readonly string[];
}

/** The region of the simulated month, and a way to speak as each of its people. */
export class Town {
  readonly shops = new Map<StoreName, Shop>();
  readonly shopOfId = new Map<string, Shop>();
  /** Accounts that were written down, by their owner's name: what a transfer should go to. */
  readonly accounts = new Map<string, BankPlace>();
  readonly #ctx: TestContext;
  readonly #clock: MonthClock;
  readonly #sessions = new Map<string, { readonly untilMs: number; readonly client: Promise<SeedClient> }>();
  /** Organisations and stores by name. */
  readonly #owners = new Map<string, { readonly kind: "organisation" | "store"; readonly id: string }>();
  programmeId = "";
  fundIdTail = "" as IdTail;

  private constructor(ctx: TestContext, clock: MonthClock) {
    this.#ctx = ctx;
    this.#clock = clock;
  }

  /** Makes everything through the API. */
  static async make(ctx: TestContext, clock: MonthClock): Promise<Town> {
    const town = new Town(ctx, clock);
    await town.#makeRegion();
    await town.#makeOrganisations();
    await town.#makeProgramme();
    return town;
  }

  /** A new operation id of a holder, by the clock of the month. */
  operation(tail: IdTail): OperationId {
    return operationId(this.#clock.now(), randomBytes(6), tail);
  }

  get operator(): SeedClient {
    return new SeedClient(this.#ctx.url, { authorization: `Bearer ${this.#ctx.server.operatorKey}` });
  }

  /** Somebody of the staff, signed in for the working day. */
  as(loginId: string): Promise<SeedClient> {
    const known = this.#sessions.get(loginId);
    if (known && known.untilMs > this.#clock.now()) return known.client;
    const client = this.#signIn(loginId, OWN_PASSWORD);
    this.#sessions.set(loginId, { untilMs: this.#clock.now() + SESSION_MS, client });
    return client;
  }
  get secretariat(): Promise<SeedClient> {
    return this.as("secretariat");
  }

  /** Id of an organisation or a store by its name. */
  idOf(name: string): string {
    return this.#owner(name).id;
  }

  /** Writes an account down, or anew, in its owner's name. */
  async writeAccount(owner: string, account: BankPlace): Promise<void> {
    const { kind, id } = this.#owner(owner);
    const { branch, number, written } = account;
    const body = { bankCode: "9999", branchCode: branch, kind: "ordinary", number, holderKana: written };
    await (await this.secretariat).done("POST", `${kind}s/${id}/bank-account`, body);
    this.accounts.set(owner, account);
  }

  #owner(name: string) {
    const owner = this.#owners.get(name);
    if (!owner) throw new Error(`nobody is called ${name}`);
    return owner;
  }

  async #signIn(loginId: string, password: string): Promise<SeedClient> {
    const client = new SeedClient(this.#ctx.url);
    await client.signIn(loginId, password);
    return client;
  }

  async #makeRegion(): Promise<void> {
    const region = await this.operator.done<{ firstPassword: string; organisationId: string }>(
      "POST",
      "operator/regions",
      {
        name: "月見県",
        approvals: NO_APPROVALS,
        municipalities: [{ code: "990019", name: "月見市" }],
        secretariat: {
          organisationName: "月見県クーポン事務局",
          organisationKana: "ツキミケンクーポンジムキョク",
          staffName: "月見 花子",
          loginId: "secretariat",
        },
      },
    );
    await this.#ownPassword("secretariat", region.firstPassword);
    await this.#account("second", [{ organisationId: region.organisationId, role: "secretariat-admin" }]);
    await this.operator.done("POST", "operator/banks", {
      banks: [{ code: "9999", name: "テスト", kana: "テスト" }],
      branches: [
        { bankCode: "9999", code: "001", name: "本店", kana: "ホンテン" },
        { bankCode: "9999", code: "002", name: "青浜", kana: "アオハマ" },
        { bankCode: "9999", code: "003", name: "港町", kana: "ミナトマチ" },
      ],
    });
  }

  /** An account of the staff that has changed its first password. */
  async #account(loginId: string, memberships: readonly { organisationId: string; role: string }[]) {
    const made = await (await this.secretariat).done<{ firstPassword: string }>("POST", "staff", {
      name: loginId,
      loginId,
      memberships,
    });
    await this.#ownPassword(loginId, made.firstPassword);
  }

  async #ownPassword(loginId: string, current: string): Promise<void> {
    const client = new SeedClient(this.#ctx.url);
    await client.done("POST", "staff/session", { loginId, password: current });
    await client.done("POST", "staff/password", { current, next: OWN_PASSWORD });
    await client.signIn(loginId, OWN_PASSWORD);
    this.#sessions.set(loginId, { untilMs: this.#clock.now() + SESSION_MS, client: Promise.resolve(client) });
  }

  async #makeOrganisations(): Promise<void> {
    const secretariat = await this.secretariat;
    const organisation = async (name: string, kana: string, more: object) => {
      const made = await secretariat.done<{ organisationId: string }>("POST", "organisations", {
        name,
        kana,
        ...more,
      });
      this.#owners.set(name, { kind: "organisation", id: made.organisationId });
      return made.organisationId;
    };
    const issuerId = await organisation(ISSUER, "カンコウキョウカイ", { kinds: ["issuer"] });
    await this.#account("issuer", [{ organisationId: issuerId, role: "issuer-head" }]);
    const clerks: { organisationId: string; role: string }[] = [];
    for (const merchant of MERCHANTS) {
      const { parent } = merchant;
      const parentId = parent === undefined ? null : this.idOf(parent);
      const organisationId = await organisation(merchant.name, merchant.kana, {
        kinds: ["merchant"],
        parentId,
      });
      if (parentId === null)
        await this.#account(merchant.loginId, [{ organisationId, role: "merchant-head" }]);
      clerks.push({ organisationId, role: "clerk" });
      for (const store of merchant.stores) {
        const { storeId } = await secretariat.done<{ storeId: string }>("POST", "stores", {
          organisationId,
          name: store.name,
          kana: store.kana,
          address: "月見市1-1",
          municipality: "990019",
          industry: "I58",
          accepts: store.takesPaper ? "mpm+cpm" : "mpm",
        });
        await secretariat.done("POST", `stores/${storeId}/tills`, {});
        this.#owners.set(store.name, { kind: "store", id: storeId });
      }
    }
    await this.#account("clerk", clerks);
    const clerk = await this.as("clerk");
    for (const merchant of MERCHANTS)
      for (const { name, takesPaper } of merchant.stores) {
        const storeId = this.idOf(name);
        const { tills } = await clerk.done<StoreQr>("GET", `counter/qr?storeId=${storeId}`);
        const [tillId = "", signature = ""] = tills[0]?.qrText.split("/").at(-1)?.split(".") ?? [];
        const payees = [name, merchant.name, ...(merchant.parent ? [merchant.parent] : [])];
        const shop = { name, storeId, tillId, signature, takesPaper, rate: merchant.rate ?? null, payees };
        this.shops.set(name, shop);
        this.shopOfId.set(storeId, shop);
      }
    for (const [owner, account] of Object.entries(ACCOUNTS)) await this.writeAccount(owner, account);
  }

  async #makeProgramme(): Promise<void> {
    const secretariat = await this.secretariat;
    const programme = await secretariat.done<{ programmeId: string; fundIdTail: IdTail }>(
      "POST",
      "programmes",
      {
        name: "月見の旅クーポン",
        payName: "月見Pay",
        face: "shiosai",
        unitWord: "円",
        facesYen: [3_000, 5_000, 10_000],
        facePer: "coupon",
        validity: { kind: "days", days: VALID_DAYS },
        startsOn: FIRST,
        endsOn: LAST,
        scope: { municipalities: null, industries: null, industriesOut: [], storesIn: [], storesOut: [] },
        caps: { perIssuerDayYen: null, perBranchDayYen: null, perStayYen: null },
        rule: { unitYen: 1, payLimitYen: 100_000, personCapYen: null },
        reprintHours: 24,
      },
    );
    this.programmeId = programme.programmeId;
    this.fundIdTail = programme.fundIdTail;
    const path = `programmes/${programme.programmeId}`;
    for (const to of ["approved", "open"]) await secretariat.done("POST", `${path}/state`, { to });
    const move = () => ({ operationId: this.operation(this.fundIdTail) });
    await secretariat.done("POST", `${path}/deposits`, { ...move(), amountYen: DEPOSIT_YEN });
    const share = { ...move(), issuerId: this.idOf(ISSUER), amountYen: ALLOTTED_YEN };
    await secretariat.done("POST", `${path}/allotments`, share);
    await this.writeRule(FIRST, STANDARD_RATE);
  }

  /** How the programme closes and pays from a date on. */
  async writeRule(effectiveFrom: BusinessDate, standard: Rate): Promise<void> {
    const own = MERCHANTS.filter((merchant) => merchant.rate && !merchant.parent);
    const body = {
      effectiveFrom,
      rhythm: "twice-monthly",
      payAfterBankDays: 5,
      fees: {
        standard,
        byOrganisation: Object.fromEntries(own.map(({ name, rate }) => [this.idOf(name), rate])),
      },
      minimumYen: MINIMUM_YEN,
      registrationNumber: "T9990000000001",
      fileOptions: { lineEnd: "crlf", endMark: false, transferKind: "7", edi: false },
      payer: {
        consignorCode: "0000990001",
        name: "ツキミケン クーポンジムキョク",
        bankCode: "9999",
        branchCode: "001",
        kind: "ordinary",
        number: "0990001",
      },
    };
    await (await this.secretariat).done("POST", `programmes/${this.programmeId}/payout-rule`, body);
  }
}

export const ISSUER = "月見観光協会";
export const VALID_DAYS = 12;
export const DEPOSIT_YEN = 12_000_000;
export const ALLOTTED_YEN = 9_000_000;
export const MINIMUM_YEN = 1_000;
export const STANDARD_RATE: Rate = { basisPoints: 125, fixedYen: 110 };
const OWN_PASSWORD = "one of their own";
/** Signed in again after this long: a working day at the counter. */
const SESSION_MS = 10 * 3_600_000;
