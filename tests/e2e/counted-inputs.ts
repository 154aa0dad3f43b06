import type { Page } from "playwright-core";

/** What a person did on a page since counting began; each in words, so that a failure names it. */
export interface Inputs {
  /** Buttons, links and choices, by finger, mouse or Enter. */
  readonly taps: readonly string[];
  /** Fields that were touched or typed into, each once. */
  readonly fields: readonly string[];
  /** Keys of an amount, on the screen's keypad or the keyboard's. */
  readonly keys: readonly string[];
  /** What a hand-held reader typed (`readerScan`), each once. */
  readonly scans: number;
  /** How often the page opened the browser's print dialogue. */
  readonly prints: number;
}

const STORED = "counted-inputs";

/** From the next page on, counts in the page itself, across pages of the tab; call `beginCounting` where the way begins. */
export async function countInputs(page: Page): Promise<void> {
  await page.addInitScript((stored) => {
    type Counted = { taps: string[]; fields: string[]; keys: string[]; scans: number; prints: number };
    const note = (change: (counted: Counted) => void) => {
      const text = sessionStorage.getItem(stored);
      if (text === null) return;
      const counted = JSON.parse(text) as Counted;
      change(counted);
      sessionStorage.setItem(stored, JSON.stringify(counted));
    };
    const typedField = (target: EventTarget | null) =>
      target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type)
        ? target
        : target instanceof HTMLTextAreaElement
          ? target
          : null;
    const noteField = (field: HTMLInputElement | HTMLTextAreaElement) =>
      note(({ fields }) => {
        const name = field.labels?.[0]?.textContent?.trim() || field.name || field.id;
        if (!fields.includes(name)) fields.push(name);
      });
    addEventListener(
      "click",
      (event) => {
        if (!event.isTrusted || !(event.target instanceof Element)) return;
        const field = typedField(event.target);
        if (field) return noteField(field);
        const control = event.target.closest("a, button, summary, label, input, select");
        const words = (control ?? event.target).textContent?.trim().slice(0, 30) ?? "";
        note(({ taps, keys }) => (control?.matches(".key") ? keys : taps).push(words));
      },
      { capture: true },
    );
    addEventListener("input", (event) => {
      const field = typedField(event.target);
      if (event.isTrusted && field) noteField(field);
    });
    addEventListener(
      "keydown",
      (event) => {
        if (typedField(event.target)) return;
        const isReader = !event.isTrusted;
        note((counted) => {
          if (isReader && event.key === "Enter") counted.scans += 1;
          if (!isReader && /^[0-9]$/.test(event.key)) counted.keys.push(event.key);
        });
      },
      { capture: true },
    );
    window.print = () =>
      note((counted) => {
        counted.prints += 1;
      });
  }, STORED);
}

/** Counting begins here, from nothing. */
export async function beginCounting(page: Page): Promise<void> {
  await page.evaluate(
    (stored) =>
      sessionStorage.setItem(
        stored,
        JSON.stringify({ taps: [], fields: [], keys: [], scans: 0, prints: 0 } satisfies Inputs),
      ),
    STORED,
  );
}

/** What was done since counting began. */
export async function countedInputs(page: Page): Promise<Inputs> {
  return page.evaluate((stored) => JSON.parse(sessionStorage.getItem(stored) ?? "null") as Inputs, STORED);
}
