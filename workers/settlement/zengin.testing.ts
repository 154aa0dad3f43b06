import type { BusinessDate } from "../../schema/calendar.ts";
import type { Payer, Transfer, TransferOrder } from "./zengin.ts";

/** An invented secretariat at bank 9999, which nobody has. */
export const PAYER: Payer = {
  consignorCode: "0000990001",
  name: "ｼｵﾐｹﾝ ｸ-ﾎﾟﾝｼﾞﾑｷﾖｸ",
  bankCode: "9999",
  bankName: "ﾃｽﾄ",
  branchCode: "001",
  branchName: "ﾎﾝﾃﾝ",
  accountKind: "1",
  accountNumber: "0001234",
};

/** An invented shop's transfer. */
export const TRANSFER: Transfer = {
  bankCode: "9999",
  bankName: "ﾃｽﾄ",
  branchCode: "002",
  branchName: "ｱｵﾊﾏ",
  accountKind: "1",
  accountNumber: "7654321",
  name: "ｶ)ｱｵﾊﾏﾐﾔｹﾞｶﾝ",
  amountYen: 1_874_779,
  newCode: "1",
  reference: { kind: "codes", first: "0000000007", second: "0000000001" },
};

export const ORDER: TransferOrder = {
  payer: PAYER,
  payOn: "2026-12-04" as BusinessDate,
  transfers: [
    TRANSFER,
    {
      ...TRANSFER,
      accountKind: "4",
      accountNumber: "0000009",
      name: "ﾎﾞﾀﾝ(ﾕ.ﾉﾊﾅ)-2",
      amountYen: 1,
      newCode: "0",
      reference: { kind: "edi", text: "ｦﾘﾍﾞ ｢2611｣/\\" },
    },
  ],
};
