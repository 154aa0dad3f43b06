import { describe, expect, test } from "vitest";
import { chargeCodeCheckDigits } from "../../schema/charge-code.ts";
import { parseScan } from "../../schema/qr.ts";
import { scanAnswer } from "./scan-answer.ts";

const payload = "123456789012345678";
const code = payload + chargeCodeCheckDigits(payload);
const answer = (text: string) => scanAnswer(parseScan(text));

describe("S11, S14: one scanner for paying and charging", () => {
  test("the QR of a coupon sheet leads to the charge, whatever its origin", () => {
    expect(answer(`https://example.jp/c/${code}`)).toEqual({ go: "charge", code });
    expect(answer(code)).toEqual({ go: "charge", code });
  });

  test("the QR of a till leads to the payment with its signature", () => {
    const till = "7k3m9qxw2p4d/0123456789ab.abcdefghij0123456789";
    expect(answer(`https://example.jp/s/${till}`)).toEqual({ go: "pay", place: `/wallet/pay/${till}` });
  });

  test("ADD-3: a link to a region or to a Pay opens here, whoever's origin it names; one like it does not", () => {
    const id = "7k3m9qxw2p4d";
    expect(answer(`https://example.jp/r/${id}`)).toEqual({ go: "add", place: `/r/${id}` });
    expect(answer(`https://example.jp/wallet/add/${id}/?x=1`)).toEqual({
      go: "add",
      place: `/wallet/add/${id}`,
    });
    for (const other of [`/r/../wallet`, `/wallet/add/short`, `/wallet/pays/${id}`, `/r/${id}/more`])
      expect(answer(`https://example.jp${other}`)).toEqual({ go: "stay", word: "foreignUrl" });
  });

  test("a QR of another service stays, with its own words", () => {
    expect(answer("https://example.jp/menu")).toEqual({ go: "stay", word: "foreignUrl" });
    expect(answer("hQVKUFFSAAAA")).toEqual({ go: "stay", word: "foreignPayment" });
  });

  test("CPN-1: a misread or cut-off code is told apart from nothing at all", () => {
    const wrong = `${code.slice(0, 19)}${(Number(code[19]) + 1) % 10}`;
    expect(answer(wrong)).toEqual({ go: "stay", word: "scanCheckDigit" });
    expect(answer(code.slice(0, 16))).toEqual({ go: "stay", word: "scanIncomplete" });
    expect(answer("hello")).toEqual({ go: "stay", word: "scanNothing" });
  });
});
