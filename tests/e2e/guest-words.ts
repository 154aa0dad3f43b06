import type { ja as accountJa } from "../../wallet-pwa/account/ja.ts";
import type { ja as codeJa } from "../../wallet-pwa/code/ja.ts";
import type { ja as consentsJa } from "../../wallet-pwa/consents/ja.ts";
import type { ja as walletJa } from "../../wallet-pwa/i18n/ja.ts";
import type { ja as storesJa } from "../../wallet-pwa/stores/ja.ts";
import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja as commonJa } from "../../web/shared/i18n/ja.ts";
import type { Locale } from "../../web/shared/i18n/locale.ts";

/** What the wallet says in a language, for tests that find their way by what its guest reads. */
export interface GuestWords {
  readonly wallet: Translation<typeof walletJa>;
  readonly common: Translation<typeof commonJa>;
  readonly code: Translation<typeof codeJa>;
  readonly stores: Translation<typeof storesJa>;
  readonly consents: Translation<typeof consentsJa>;
  readonly account: Translation<typeof accountJa>;
}

/** The dictionaries of one language (LNG-1). */
export async function guestWords(language: Locale): Promise<GuestWords> {
  return {
    wallet: await dictionary("wallet-pwa/i18n", language),
    common: await dictionary("web/shared/i18n", language),
    code: await dictionary("wallet-pwa/code", language),
    stores: await dictionary("wallet-pwa/stores", language),
    consents: await dictionary("wallet-pwa/consents", language),
    account: await dictionary("wallet-pwa/account", language),
  };
}

async function dictionary<D>(room: string, language: Locale): Promise<D> {
  const module = (await import(`../../${room}/${language}.ts`)) as Record<string, D>;
  const words = module[language];
  if (words === undefined) throw new Error(`${room} has no words in ${language}`);
  return words;
}
