import { type RouteSectionProps, useNavigate } from "@solidjs/router";
import { For, Show, Suspense } from "solid-js";
import type { Side } from "../../../schema/api/staff.ts";
import type { Face } from "../../../schema/face.ts";
import { staffSession } from "../../shared/client/session.ts";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { type Place, Rail } from "../../shared/components/navigation.tsx";
import { OfflineNote } from "../../shared/components/offline-note.tsx";
import { LanguageChooser } from "../../shared/i18n/language-chooser.tsx";
import { dress } from "../../shared/icons/dress.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { OpenOperations } from "../operations/open-operations.tsx";
import { may, membership, membershipKey, memberships, workAs } from "../session/membership.ts";
import { organisationLine } from "../session/organisation-line.ts";
import { TermsBanner } from "../terms/terms-banner.tsx";
import { t } from "../words/words.ts";
import styles from "./frame.module.css";
import { wornFace } from "./worn-face.ts";

/**
 * The places of the app for what the person works as now, what is looked at daily first; nothing is listed that isn't
 * there.
 */
function places(): readonly Place[] {
  const list: Place[] = [];
  if (may("programme.read")) list.push({ href: "/figures", label: t("placeFigures"), icon: "chart" });
  if (may("issue.create")) list.push({ href: "/issue", label: t("placeIssue"), icon: "ticket", end: true });
  if (may("issue.read")) list.push({ href: "/issues", label: t("placeIssues"), icon: "list" });
  if (may("holder.read")) list.push({ href: "/holders", label: t("placeHolders"), icon: "search" });
  if (may("programme.read")) list.push({ href: "/fund", label: t("placeFund"), icon: "coin" });
  if (may("closing.read")) list.push({ href: "/closings", label: t("placeClosings"), icon: "calendar" });
  // The secretariat has the closings themselves.
  else if (may("statement.read"))
    list.push({ href: "/statements", label: t("placeStatements"), icon: "coin" });
  if (may("report.read")) list.push({ href: "/reports", label: t("placeReports"), icon: "doc" });
  if (may("notice.read")) list.push({ href: "/notices", label: t("placeNotices"), icon: "megaphone" });
  if (may("inbox.read")) list.push({ href: "/inbox", label: t("placeInbox"), icon: "bell" });
  if (may("organisation.read"))
    list.push({ href: "/organisations", label: t("placeOrganisations"), icon: "building" });
  if (may("import.manage")) list.push({ href: "/imports", label: t("placeImports"), icon: "plus" });
  if (may("staff.read")) list.push({ href: "/staff", label: t("placeStaff"), icon: "users" });
  if (may("programme.read")) list.push({ href: "/programmes", label: t("placeProgrammes"), icon: "gear" });
  if (may("organisation.read")) list.push({ href: "/terms", label: t("placeTerms"), icon: "verified" });
  if (may("programme.read")) list.push({ href: "/region", label: t("placeRegion"), icon: "pin" });
  return list;
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
      <Rail places={places()} foot={<Foot />} />
      <main class={styles.main} id="main">
        <div class={`no-print ${styles.notes}`}>
          <OfflineNote />
          <OpenOperations />
          <TermsBanner />
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
      <Show when={staffSession.me()?.capabilities.includes("counter.use")}>
        <a class={`rail__item ${styles.out}`} href="/counter/">
          <Icon name="swap" />
          {t("toCounter")}
        </a>
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
