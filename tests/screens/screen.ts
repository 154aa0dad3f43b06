/**
 * What a file of tests/screens exports as `screens`: every screen of an app in every state, each brought there on a
 * real seeded system. `npm run screens` takes their pictures and checks them.
 */
import type { BrowserContext, Page } from "playwright-core";
import type { Demo } from "../../scripts/demo.ts";

export interface ScreenContext {
  /** Start of every address, e.g. http://localhost:4650. */
  readonly url: string;
  readonly demo: Demo;
  /** Makes something once for all screens that ask for it by the same name: a session, an issue, a payment. */
  once<T>(name: string, make: () => Promise<T>): Promise<T>;
  /** A browser without a page, for making such things: its cookies can be given to a screen's own. */
  spare(): Promise<BrowserContext>;
}

export interface Screen {
  /** Unique; names the picture: `wallet-home-offline`. */
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number };
  /** Brings the page, on a fresh browser, to where the picture is taken. */
  open(page: Page, ctx: ScreenContext): Promise<void>;
  /** Lines of the console that belong to this state, such as the browser's own about a refused request. */
  readonly allow?: RegExp;
  readonly dark?: boolean;
  readonly locale?: string;
}

/** The browser's own line about a request that the state is about. */
export const REFUSED_REQUEST = /Failed to load resource|WebSocket connection/;
