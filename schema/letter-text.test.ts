import { expect, test } from "vitest";
import { linkIn } from "./letter-text.ts";

test("NWS-6: whatever leads to elsewhere is found as it stands there", () => {
  for (const [text, found] of [
    ["くわしくは https://mise.example/a?b=1 へ", "https://mise.example/a?b=1"],
    ["HTTP://MISE を見て", "HTTP://MISE"],
    ["line://ti/p/abc", "line://ti/p/abc"],
    ["www.mise へ", "www.mise"],
    ["予約はlin.ee/abcから", "予約はlin.ee/abcから"],
    ["mise@minato.example まで", "mise@minato.example"],
    ["ｗｗｗ．ｍｉｓｅ．ｊｐ です", "www.mise.jp"],
    ["喫茶.jp", "喫茶.jp"],
  ] as const)
    expect([text, linkIn(text)]).toEqual([text, found]);
});

test("NWS-6: numbers, times, telephones and sentences are no links", () => {
  for (const text of [
    "3.5kgの鯛が入りました。",
    "営業は9:00〜17.30です。",
    "10 a.m. to 5 p.m.",
    "電話は 099-000-1234、FAX 099.000.1235。",
    "まだ...あります。Open. Closed.",
    "半額/2名様から",
    "",
  ])
    expect([text, linkIn(text)]).toEqual([text, null]);
});
