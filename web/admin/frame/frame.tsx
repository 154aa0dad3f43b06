import { A, type RouteSectionProps, useNavigate } from "@solidjs/router";
import { For, Show, Suspense } from "solid-js";
import type { Capability, Side } from "../../../schema/api/staff.ts";
import type { Face } from "../../../schema/face.ts";
import { staffSession } from "../../shared/client/session.ts";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { type Place, type PlaceGroup, Rail } from "../../shared/components/navigation.tsx";
import { OfflineNote } from "../../shared/components/offline-note.tsx";
import { LanguageChooser } from "../../shared/i18n/language-chooser.tsx";
import { dress } from "../../shared/icons/dress.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { RecoveryUsed } from "../../shared/sign-in/recovery-used.tsx";
import { ApprovalsBanner } from "../approvals/approvals-banner.tsx";
import { EasySwitch } from "../easy/easy-switch.tsx";
import { LettersBanner } from "../letters/letters-banner.tsx";
import { OpenOperations } from "../operations/open-operations.tsx";
import { WebhookOffBanner } from "../pos/webhook-off-banner.tsx";
import { may, membership, membershipKey, memberships, workAs } from "../session/membership.ts";
import { organisationLine } from "../session/organisation-line.ts";
import { TermsBanner } from "../terms/terms-banner.tsx";
import { t } from "../words/words.ts";
import styles from "./frame.module.css";
import { wornFace } from "./worn-face.ts";

/** From so many places on, they stand under headings. */
const HEADINGS_FROM = 9;

/**
 * The places of the app for what the person works as now, by what one does there; nothing is listed that isn't there.
 */
function groups(): readonly PlaceGroup[] {
  const place = (capability: Capability, one: Place) => (may(capability) ? [one] : []);
  // The secretariat has the closings themselves.
  const payouts = may("closing.read")
    ? [{ href: "/closings", label: t("placeClosings"), icon: "calendar" as const }]
    : place("statement.read", { href: "/statements", label: t("placeStatements"), icon: "coin" });
  const all = [
    { places: place("programme.read", { href: "/figures", label: t("placeFigures"), icon: "chart" }) },
    {
      heading: t("groupDesk"),
      places: [
        ...place("issue.create", { href: "/issue", label: t("placeIssue"), icon: "ticket", end: true }),
        ...place("issue.create", { href: "/issue-lists", label: t("placeIssueLists"), icon: "doc" }),
        ...place("issue.read", { href: "/issues", label: t("placeIssues"), icon: "list" }),
        ...place("holder.read", { href: "/holders", label: t("placeHolders"), icon: "search" }),
        ...place("case.read", { href: "/cases", label: t("placeCases"), icon: "eye" }),
        ...place(may("freeze.manage") ? "freeze.manage" : "store.manage", {
          href: "/stops",
          label: t("placeStops"),
          icon: "lock",
        }),
        ...place("trace.read", { href: "/trace", label: t("placeTrace"), icon: "history" }),
        ...place("notice.read", { href: "/notices", label: t("placeNotices"), icon: "megaphone" }),
        ...place("notice.read", { href: "/newsletters", label: t("placeNewsletters"), icon: "mail" }),
        ...place(may("notice.read") ? "notice.read" : "letter.write", {
          href: "/letters",
          label: t("placeLetters"),
          // An office's own rail has the shop for its stores.
          icon: may("notice.read") ? "shop" : "megaphone",
        }),
        ...place("inbox.read", { href: "/inbox", label: t("placeInbox"), icon: "bell" }),
      ],
    },
    {
      heading: t("groupMoney"),
      places: [
        ...place("programme.read", { href: "/fund", label: t("placeFund"), icon: "coin" }),
        ...place("sales.read", { href: "/sales", label: t("placeSales"), icon: "chart" }),
        ...payouts,
        ...place("approval.read", { href: "/approvals", label: t("placeApprovals"), icon: "check" }),
        ...place("report.read", { href: "/reports", label: t("placeReports"), icon: "doc" }),
        ...place("report.read", { href: "/archive", label: t("placeArchive"), icon: "verified" }),
      ],
    },
    {
      heading: t("groupPartners"),
      places: [
        ...place("organisation.read", {
          href: "/organisations",
          label: t("placeOrganisations"),
          icon: "building",
        }),
        ...place("import.manage", { href: "/imports", label: t("placeImports"), icon: "plus" }),
        ...place("staff.read", { href: "/staff", label: t("placeStaff"), icon: "users" }),
        ...place("organisation.read", { href: "/terms", label: t("placeTerms"), icon: "verified" }),
      ],
    },
    {
      heading: t("groupSetUp"),
      places: [
        ...place("programme.read", { href: "/programmes", label: t("placeProgrammes"), icon: "gear" }),
        ...place("programme.read", { href: "/region", label: t("placeRegion"), icon: "pin" }),
        // The secretariat has them under their organisations.
        ...(may("organisation.read")
          ? []
          : place("store.edit", { href: "/shops", label: t("placeShops"), icon: "shop" })),
        ...place("store.edit", { href: "/store-qr", label: t("placeStoreQr"), icon: "qr" }),
        ...place("newsletter.receive", {
          href: "/mail-addresses",
          label: t("placeMailAddresses"),
          icon: "mail",
        }),
        ...place("pos.manage", { href: "/pos", label: t("placePos"), icon: "gear" }),
      ],
    },
  ].filter(({ places }) => places.length > 0);
  const places = all.flatMap((group) => group.places);
  return places.length < HEADINGS_FROM ? [{ places }] : all;
}

/** Where there is one Pay only, every screen is about it. */
function onlyFace(): Face | undefined {
  const programmes = staffSession.me()?.programmes ?? [];
  return programmes.length === 1 ? programmes[0]?.face : undefined;
}

/** Rail, notes that matter on every screen, and the screen. */
export function Frame(props: RouteSectionProps) {
  return (
    <div class={`shell ${styles.shell}`} data-face={dress(wornFace() ?? onlyFace())}>
      <Rail groups={groups()} foot={<Foot />} folds />
      <main class={styles.main} id="main">
        <div class={`no-print ${styles.notes}`}>
          <OfflineNote />
          <OpenOperations />
          <RecoveryUsed />
          <TermsBanner />
          <ApprovalsBanner />
          <LettersBanner />
          <WebhookOffBanner />
        </div>
        <Suspense fallback={<Coming />}>{props.children}</Suspense>
      </main>
    </div>
  );
}

/** While a screen's script is on its way. */
function Coming() {
  return (
    <>
      <h1 class="hidden-text">{t("title")}</h1>
      <GreyRows />
    </>
  );
}

function Foot() {
  const at = () => {
    const now = membership();
    return now ? organisationLine(now.parentName, now.organisationName) : "";
  };
  return (
    <div class={styles.foot}>
      <Show when={memberships().length > 1} fallback={<p>{at()}</p>}>
        <Switcher />
      </Show>
      <p>{t("signedInAs", { name: staffSession.me()?.name ?? "" })}</p>
      <A class={`rail__item ${styles.out}`} href="/me">
        <Icon name="lock" />
        {t("placeOwnAccount")}
      </A>
      <Show when={staffSession.me()?.capabilities.includes("counter.use")}>
        <a class={`rail__item ${styles.out}`} href="/counter/">
          <Icon name="swap" />
          {t("toCounter")}
        </a>
      </Show>
      <Show when={may("sales.read")}>
        <EasySwitch class={`rail__item ${styles.out} ${styles.stays}`} />
      </Show>
      <LanguageChooser />
      <button type="button" class={`rail__item ${styles.out}`} onClick={() => void staffSession.signOut()}>
        <Icon name="signout" />
        {t("signOut")}
      </button>
    </div>
  );
}

function sideWord(side: Side): string {
  if (side === "merchant") return t("sideMerchant");
  return side === "issuer" ? t("sideIssuer") : t("sideSecretariat");
}

/** One sign-in, several memberships: works as another (S17). */
function Switcher() {
  const navigate = useNavigate();
  const change = (key: string) => {
    workAs(key);
    navigate("/");
  };
  const now = () => {
    const one = membership();
    return one ? membershipKey(one) : "";
  };
  return (
    <span class={`field__box ${styles.switch}`}>
      <select aria-label={t("switchTo")} onChange={(event) => change(event.currentTarget.value)}>
        <For each={memberships()}>
          {(one) => (
            <option value={membershipKey(one)} selected={membershipKey(one) === now()}>
              {`${one.organisationName}（${sideWord(one.side)}）`}
            </option>
          )}
        </For>
      </select>
    </span>
  );
}
