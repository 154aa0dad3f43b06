import type { Page } from "playwright-core";
import type { OwnFace } from "../../schema/face.ts";

/** A face that a region made in the designer, unlike any of the built-in ones. */
export const OWN_FACE: OwnFace = {
  colour: "#6b1b4e",
  companion: "#f4c9dd",
  pattern: "fujino",
  emblem: "kakisaka",
  picture: null,
  sound: "fujino",
};

/** The same with an emblem as it was taken once, which no PDF can hold; `wearOldEmblem` gives its picture. */
export const OLD_EMBLEM_FACE: OwnFace = { ...OWN_FACE, emblem: `${"0".repeat(64)}.webp` };

/** Answers what `path` matches with `change` made to it, and the old emblem's address with a picture. */
export async function wearOldEmblem<T>(page: Page, path: RegExp, change: (reply: T) => T): Promise<void> {
  await page.route(/\/pictures\/0{64}\.webp/, (route) =>
    route.fulfill({
      contentType: "image/svg+xml",
      body: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4.5" cy="4.5" r="4" fill="#fff"/></svg>',
    }),
  );
  await page.route(path, async (route) => {
    const reply = await route.fetch();
    await route.fulfill({ response: reply, json: change((await reply.json()) as T) });
  });
}
