import { describe, expect, test } from "vitest";
import type { PushPayload } from "../../schema/api/push.ts";
import { LANGUAGES } from "../../schema/languages.ts";
import { NEWS_KINDS } from "../../schema/news.ts";
import { LOCALES } from "../../web/shared/i18n/locale.ts";
import { notificationOf } from "./notification.ts";

const NOW = Date.UTC(2026, 10, 25, 3);
const payload = (more: Partial<PushPayload> = {}): PushPayload => ({
  v: 1,
  kind: "payment",
  locale: "ja",
  tag: "a".repeat(32),
  atMs: NOW - 1_000,
  path: "/wallet/pays/p1",
  details: { from: "しおみペイ", yen: 1_500, unit: "円", store: "喫茶 みなと", expiresOn: null, title: null },
  ...more,
});
const shown = (one: unknown) => notificationOf(JSON.stringify(one), NOW);

describe("PSH-2: what a notification says", () => {
  test("a payment with its amount, store and Pay, in every language", () => {
    const said = LANGUAGES.map((locale) => shown(payload({ locale })));
    expect(said.map(({ title }) => title)).toEqual([
      "1,500円を支払いました",
      "1,500円を はらいました",
      "You paid 1,500 yen",
      "已支付1,500日元",
      "1,500엔 결제했습니다",
    ]);
    expect(new Set(said.map(({ body }) => body))).toEqual(new Set(["喫茶 みなと (しおみペイ)"]));
    expect(said.map(({ lang }) => lang)).toEqual(["ja", "ja", "en", "zh-Hans", "ko"]);
  });

  test("an expiry with its day, wherever in the week it is read", () => {
    const details = {
      from: "しおみペイ",
      yen: 800,
      unit: "円",
      store: null,
      expiresOn: "2026-12-02",
      title: null,
    };
    expect(shown(payload({ kind: "expiry-7", details }))).toMatchObject({
      title: "800円の期限は2026年12月2日(水)です",
      body: "しおみペイ",
    });
    expect(shown(payload({ kind: "expiry-1", locale: "en", details })).title).toBe(
      "800 yen expires on Wed 2 Dec 2026",
    );
  });

  test("a notice by its title, with whose it is", () => {
    const details = {
      from: "潮見県",
      yen: null,
      unit: "円",
      store: null,
      expiresOn: null,
      title: "年末の利用について",
    };
    expect(shown(payload({ kind: "notice", path: "/wallet/notices", details }))).toMatchObject({
      title: "年末の利用について",
      body: "潮見県",
      path: "/wallet/notices",
    });
  });

  test("NWS-7: a store's letter by its title, with the store", () => {
    const details = {
      from: "潮見県",
      yen: null,
      unit: "円",
      store: "喫茶 みなと",
      expiresOn: null,
      title: "鯛が入りました",
    };
    expect(shown(payload({ kind: "letter", path: "/wallet/notices", details }))).toMatchObject({
      title: "鯛が入りました",
      body: "喫茶 みなと (潮見県)",
    });
  });

  test("hidden details: of every kind and in every language that there is news, and nothing else", () => {
    for (const kind of NEWS_KINDS)
      for (const locale of LANGUAGES) {
        const { title, body } = shown(payload({ kind, locale, details: null }));
        expect(`${title}${body}`).not.toMatch(/[0-9]|みなと|しおみ/);
      }
    expect(shown(payload({ details: null })).title).toBe("お知らせがあります");
  });

  test("a push must be shown: what can't be read, or is of a newer form or kind, says that there is news", () => {
    const newer = payload({ kind: "lottery" as never });
    const elsewhere = payload({ path: "https://evil.example/" });
    for (const text of [null, "", "{}", "null", "[1]", JSON.stringify({ v: 2 }), JSON.stringify(elsewhere)])
      expect(notificationOf(text, NOW)).toEqual({
        title: "お知らせがあります",
        body: "ウォレットを開いてご確認ください",
        lang: "ja",
        tag: "news",
        timestamp: NOW,
        path: "/wallet/notices",
      });
    expect(shown(newer).title).toBe("お知らせがあります");
  });

  test("PSH-5: each try of a push has the same tag and the time of what it tells", () => {
    expect(shown(payload())).toMatchObject({ tag: "a".repeat(32), timestamp: NOW - 1_000 });
  });

  test("the worker has words in every language of the wallet", () => {
    expect(LANGUAGES).toEqual(LOCALES);
  });
});
