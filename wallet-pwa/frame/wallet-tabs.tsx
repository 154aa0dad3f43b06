import { Tabbar } from "../../web/shared/components/navigation.tsx";
import { t } from "../i18n/words.ts";

/** The four places of the wallet. */
export function WalletTabs() {
  return (
    <Tabbar
      places={[
        { href: "/wallet/", label: t("home"), icon: "home", end: true },
        { href: "/wallet/stores", label: t("stores"), icon: "shop" },
        { href: "/wallet/history", label: t("history"), icon: "history" },
        { href: "/wallet/help", label: t("helpTab"), icon: "help" },
      ]}
    />
  );
}
