import { expect, test } from "vitest";
import { pageBlocks } from "./page-blocks.ts";

test("S25: a public text is headings and paragraphs, its line breaks kept and nothing in it markup", () => {
  expect(pageBlocks("# 発行者\r\n潮見県\r\n白岬市1\r\n\r\n\r\n<b>期限</b> #1\n# 問い合わせ")).toEqual([
    { kind: "heading", text: "発行者" },
    { kind: "paragraph", text: "潮見県\n白岬市1" },
    { kind: "paragraph", text: "<b>期限</b> #1" },
    { kind: "heading", text: "問い合わせ" },
  ]);
  expect(pageBlocks(" \n ")).toEqual([]);
});
