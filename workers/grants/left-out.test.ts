import { describe, expect, test } from "vitest";
import { type LeftOutLine, leftOutLines, leftOutOfList } from "./left-out.ts";

async function* of<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}
async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  let text = "";
  for await (const one of bytes) text += new TextDecoder("utf-8", { ignoreBOM: true }).decode(one);
  return text;
}
const line = (row: number, state: string, code: string | null = null, amountYen = 500): LeftOutLine => ({
  row,
  state,
  code,
  amountYen,
});
const records = (...all: (readonly string[])[]) =>
  of(all.map((cells, i) => ({ row: i + 1, line: i + 1, cells, misplacedQuote: null })));

describe("GRT-8: lines that got nothing, as a file", () => {
  test("name nobody: number and reason, the column of people empty", async () => {
    const lines = [
      line(2, "failed", "frozen"),
      line(3, "bad", "phone-unreadable", 0),
      line(5, "duplicate", "2"),
      line(6, "unknown"),
      line(9, "ready"),
      line(12, "failed", "something-new"),
    ];
    expect(await textOf(leftOutLines(of(lines)))).toBe(
      [
        "\uFEFF行,理由,電話番号,金額",
        "2,一時停止中の方です,,500",
        "3,携帯電話の番号ではありません,,",
        "5,2行目と同じ方です,,500",
        "6,このペイをもつ方が見つかりません,,500",
        "9,送る前に、付与を止めました,,500",
        "12,受け取れませんでした（something-new）,,500",
        "",
      ].join("\r\n"),
    );
  });

  test("SEC-4: out of the list they are its own lines behind number and reason, and no cell is a formula", async () => {
    const list = records(["氏名", "電話番号"], ["=1+1", "+819012341111"], ["に", "090"], ["さん", "080"]);
    const lines = of([line(2, "unknown"), line(4, "failed", "wallet-full")]);
    expect(await textOf(leftOutOfList(list, lines))).toBe(
      [
        "\uFEFF行,理由,氏名,電話番号",
        "2,このペイをもつ方が見つかりません,'=1+1,'+819012341111",
        "4,期限のちがう残高が多すぎて、受け取れません,さん,080",
        "",
      ].join("\r\n"),
    );
  });

  test("out of such a file numbers and reasons are replaced, not put before the old ones", async () => {
    const list = records(["行", "理由", "電話番号"], ["7", "まえの理由", "090"]);
    expect(await textOf(leftOutOfList(list, of([line(2, "unknown")])))).toBe(
      "\uFEFF行,理由,電話番号\r\n2,このペイをもつ方が見つかりません,090\r\n",
    );
  });
});
