/**
 * Takes a payment of a scanned code, and voids it again if told so:
 *
 *   TEGATA_URL=https://… TEGATA_KEY=tegata_pos_… node pay.ts CODE YEN [void REASON]
 */
import { writeFileSync } from "node:fs";
import { newOperationId, type Operation, Tegata } from "./tegata.ts";

const { TEGATA_URL = "", TEGATA_KEY = "" } = process.env;
const [code = "", yen = "", then, reason = ""] = process.argv.slice(2);
const tegata = new Tegata(TEGATA_URL, TEGATA_KEY);

const look = await tegata.look(code);
if (!look.ok) fail(look.problem.code);
const { coupon, wallet, verdict } = look.value;
if (!verdict.ok) fail(verdict.code ?? "refused");
const held = coupon ?? wallet;
if (!held) fail("nothing-to-pay-with");
console.log(`can pay ${held.spendableYen} yen`);

// A phone's code brings the one operation that it pays by; a coupon's is made here.
const operation: Operation = {
  operationId: wallet ? wallet.operationId : newOperationId(coupon?.idTail ?? ""),
  handle: held.handle,
  amountYen: Number(yen),
};
// Written down before it is sent: after a power cut `tegata.pay` with the same operation says how it ended.
writeFileSync(process.env.OPERATION_FILE ?? "operation.json", JSON.stringify(operation));

const paid = await tegata.pay(operation);
if (!paid.ok) fail(paid.problem.code);
const { receiptNumber, amountYen, balanceAfterYen, operationId } = paid.value.receipt;
console.log(
  `paid ${amountYen} yen, receipt ${receiptNumber}, ${balanceAfterYen} yen left, operation ${operationId}`,
);

if (then === "void") {
  const voided = await tegata.void(paid.value, reason);
  if (!voided.ok) fail(voided.problem.code);
  console.log(`voided ${voided.value.amountYen} yen`);
}

function fail(what: string): never {
  console.error(`refused: ${what}`);
  process.exit(1);
}
