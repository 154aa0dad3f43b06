import { strict as assert } from "node:assert";
import type { ChargeReply, InspectChargeReply } from "../../../schema/api/charges.ts";
import type { PaymentReply } from "../../../schema/api/payments.ts";
import type { Wallets } from "../../../schema/api/wallets.ts";
import type { IdTail } from "../../../schema/ids.ts";
import { SeedClient } from "../../../scripts/seed/seed-client.ts";
import { type TestContext, until } from "../harness.ts";
import { WAIT_MS } from "./checks.ts";
import { type Coupon, type Holder, liveYen, type OwnBooks, type Payment } from "./own-books.ts";
import type { Shop, Town } from "./town.ts";

/** A resident with a telephone: registered by SMS, and signed in for as long as wallets are. */
export class Resident {
  readonly wallet: Holder;
  readonly #town: Town;
  readonly #client: SeedClient;
  #idTail: IdTail | null = null;

  private constructor(town: Town, client: SeedClient, wallet: Holder) {
    this.#town = town;
    this.#client = client;
    this.wallet = wallet;
  }

  static async register(ctx: TestContext, town: Town, books: OwnBooks, phone: string): Promise<Resident> {
    const client = new SeedClient(ctx.url);
    await client.done("POST", "residents/verification", { phone });
    const to = encodeURIComponent(`+81${phone.slice(1)}`);
    const inbox = await fetch(`${ctx.url}/dev/inbox.json?to=${to}`);
    const { messages } = (await inbox.json()) as { messages: readonly { text: string }[] };
    const code = /\d{6}/.exec(messages[0]?.text ?? "")?.[0];
    await client.done("POST", "residents/session", { phone, code });
    const wallet: Holder = { medium: "app", name: phone, lots: [] };
    books.wallets.push(wallet);
    return new Resident(town, client, wallet);
  }

  /** Charges what is left of a coupon; `yen` is what that should be. */
  async charge(coupon: Coupon, yen: number): Promise<void> {
    const { programmeId } = this.#town;
    const path = "charges/inspect";
    const found = await this.#client.done<InspectChargeReply>("POST", path, { code: coupon.code });
    assert.equal(found.chargeYen, yen, `what ${coupon.name} gives`);
    const { idTail, handle } = found.coupon;
    const body = { operationId: this.#town.operation(idTail), handle, programmeId };
    const order = async () => {
      const reply = await this.#client.done<ChargeReply>("POST", "charges", body);
      return reply.outcome === "done" && reply;
    };
    const done = await until(`the charge of ${coupon.name}`, order, WAIT_MS);
    assert.equal(done.amountYen, yen);
  }

  /** Reads the wallet, which says what the books say. */
  async look(date: string): Promise<void> {
    const { wallets } = await this.#client.done<Wallets>("GET", "wallets");
    const spendable = wallets[0]?.spendableYen ?? 0;
    assert.equal(spendable, liveYen(this.wallet, date), `wallet of ${this.wallet.name} on ${date}`);
    this.#idTail = wallets[0]?.idTail ?? null;
  }

  /** Pays by the QR of a till. */
  async pay(payment: Payment, shop: Shop): Promise<void> {
    const { receipt, handle } = await this.#client.done<PaymentReply>(
      "POST",
      "payments",
      this.#order(shop, payment.amountYen),
    );
    assert.equal(receipt.balanceAfterYen, payment.balanceAfterYen, `wallet of ${this.wallet.name}`);
    payment.made = { operationId: receipt.operationId, handle };
  }

  /** Tries to, and gives the refusal's code. */
  async refusedAt(shop: Shop): Promise<string> {
    const { body } = await this.#client.send("POST", "payments", this.#order(shop, 1));
    return (body as { code: string }).code;
  }

  #order({ storeId, tillId, signature }: Shop, amountYen: number) {
    const operationId = this.#town.operation(this.#idTail as IdTail);
    return { operationId, programmeId: this.#town.programmeId, storeId, tillId, signature, amountYen };
  }
}
