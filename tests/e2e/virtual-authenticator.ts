import type { Page } from "playwright-core";

/** A phone's own fingerprint reader, as Chromium plays it for the pages of one tab. */
export interface VirtualAuthenticator {
  /** Whether the next finger is the owner's. */
  ownerTouches(yes: boolean): Promise<void>;
  /** Takes it away, as a phone that is lost. */
  remove(): Promise<void>;
}

/** Gives a tab a fingerprint reader (CDP, WebAuthn). `kept` goes along to other devices, as most phones' do. */
export async function addAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    ownerTouches: async (isUserVerified) => {
      await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
    },
    remove: async () => {
      await cdp.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
    },
  };
}
