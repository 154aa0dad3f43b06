import { createRoot } from "solid-js";
import { expect, test } from "vitest";
import type { Page } from "../../schema/api/common.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { createPages } from "./pages.ts";

type Answer = Result<Page<string>, Trouble>;

/** A list whose answers come when the test lets them. */
function list() {
  const waiting: { question: string; after: string | undefined; answer: (answer: Answer) => void }[] = [];
  const pages = createRoot(() =>
    createPages<string, string>({
      fetch: (question, after) => new Promise((answer) => void waiting.push({ question, after, answer })),
      staysWhile: (before, now) => before[0] === now[0],
    }),
  );
  const answer = async (question: string, reply: Answer) => {
    const at = waiting.findIndex((one) => one.question === question);
    waiting.splice(at, 1)[0]?.answer(reply);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { pages, waiting, answer };
}

const page = (rows: readonly string[], next: string | null = null): Answer => ok({ rows, next });

test("an answer that was overtaken by another question is dropped, in whatever order they come", async () => {
  const { pages, answer } = list();
  void pages.load("a");
  void pages.load("ab");
  await answer("ab", page(["new"]));
  await answer("a", page(["old"]));
  expect(pages.rows()).toEqual(["new"]);
});

test("a further page is put behind the first, and asked for by its key", async () => {
  const { pages, waiting, answer } = list();
  void pages.load("a");
  await answer("a", page(["1"], "key"));
  expect(pages.more()).toBe(true);
  void pages.loadMore();
  expect(waiting[0]?.after).toBe("key");
  await answer("a", page(["2"]));
  expect(pages.rows()).toEqual(["1", "2"]);
  expect(pages.more()).toBe(false);
});

test("a further page of a question that was left is not put behind another's rows", async () => {
  const { pages, answer } = list();
  void pages.load("a");
  await answer("a", page(["1"], "key"));
  void pages.loadMore();
  void pages.load("ab");
  await answer("a", page(["2"]));
  await answer("ab", page(["3"]));
  expect(pages.rows()).toEqual(["3"]);
});

test("rows stay while the next question is answered, unless they would say something else", async () => {
  const { pages, answer } = list();
  void pages.load("a");
  await answer("a", page(["1"]));
  void pages.load("ab");
  expect(pages.rows()).toEqual(["1"]);
  void pages.load("b");
  expect(pages.rows()).toBe(undefined);
});

test("a failure leaves what is there, and is forgotten with the next answer", async () => {
  const { pages, answer } = list();
  void pages.load("a");
  await answer("a", page(["1"]));
  void pages.load("a");
  await answer("a", err({ code: "try-again" } as Trouble));
  expect([pages.rows(), pages.trouble()?.code]).toEqual([["1"], "try-again"]);
  pages.again();
  await answer("a", page(["2"]));
  expect([pages.rows(), pages.trouble()]).toEqual([["2"], undefined]);
});
