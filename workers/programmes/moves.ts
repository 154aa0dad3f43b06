import type { Design } from "../../schema/api/programme-design.ts";
import type { Missing, ProgrammeState } from "../../schema/api/programmes.ts";
import type { Capability } from "../../schema/api/staff.ts";
import { type BusinessDate, compareDates } from "../../schema/calendar.ts";
import { outlastsSixMonths } from "./design-rules.ts";

/**
 * What a programme goes through (PRG-3): draft → approved → open → closed → settled. What is approved is what opens: to
 * change it, it goes back to draft. A closed programme may open again until it is settled, which nothing undoes.
 */
interface Move {
  readonly from: ProgrammeState;
  readonly to: ProgrammeState;
  readonly capability: Capability;
  readonly reasonRequired: boolean;
  readonly wants: readonly (readonly [code: Missing["code"], blocks: boolean])[];
}

const LAW = [
  ["registration", true],
  ["beyond-six-months", true],
] as const;

const MOVES: readonly Move[] = [
  {
    from: "draft",
    to: "approved",
    capability: "programme.approve",
    reasonRequired: false,
    wants: [["ended", true], ...LAW, ["stores", false]],
  },
  { from: "approved", to: "draft", capability: "programme.approve", reasonRequired: true, wants: [] },
  {
    from: "approved",
    to: "open",
    capability: "programme.approve",
    reasonRequired: false,
    wants: [
      ["ended", true],
      ...LAW,
      ["legal-notice", false],
      ["contact", false],
      ["privacy", false],
      ["deposit", false],
      ["allotment", false],
      ["stores", false],
    ],
  },
  { from: "open", to: "closed", capability: "programme.approve", reasonRequired: true, wants: [] },
  {
    from: "closed",
    to: "open",
    capability: "programme.approve",
    reasonRequired: true,
    wants: [["ended", true], ...LAW],
  },
  {
    from: "closed",
    to: "settled",
    capability: "programme.approve",
    reasonRequired: true,
    wants: [
      ["not-ended", true],
      ["unfinished-issues", true],
      ["unfinished-grants", true],
      ["live-money", true],
      // Fees are taken off payouts, so that what was paid out may rightly differ from what was spent.
      ["unpaid-stores", false],
    ],
  },
];

/** What is known of a programme when a move is judged. Yen are whole yen. */
export interface Standing {
  readonly state: ProgrammeState;
  /** Its newest version: what will be in force. */
  readonly design: Design;
  readonly today: BusinessDate;
  readonly hasLegalNotice: boolean;
  readonly hasContact: boolean;
  readonly hasPrivacyPage: boolean;
  readonly depositedYen: number;
  readonly allottedYen: number;
  readonly storesInScope: number;
  readonly liveYen: number;
  readonly writingIssues: number;
  /** Set aside for grants, or on its way to a wallet. */
  readonly grantingYen: number;
  /** Paid by people and not yet paid out to stores. */
  readonly unpaidYen: number;
}

/** The moves from a state, with what is missing for each. Pure. */
export function movesFrom(standing: Standing): readonly (Move & { readonly missing: readonly Missing[] })[] {
  return MOVES.filter((move) => move.from === standing.state).map((move) => ({
    ...move,
    missing: move.wants.flatMap(([code, always]) =>
      isMissing(code, standing) ? [{ code, blocks: always || isLegalDuty(code, standing.design) }] : [],
    ),
  }));
}

/**
 * Whoever sells coupons must say who they are and where to turn to (資金決済法 13条); whoever asks people about themselves
 * must have said what becomes of it (個人情報保護法 21条).
 */
function isLegalDuty(code: Missing["code"], design: Design): boolean {
  if (code === "privacy") return design.residentAsks.attributes.length > 0;
  return design.consideration.kind === "paid" && (code === "legal-notice" || code === "contact");
}

function isMissing(code: Missing["code"], standing: Standing): boolean {
  const { design, today } = standing;
  switch (code) {
    case "ended":
      return compareDates(today, design.endsOn) > 0;
    case "not-ended":
      return compareDates(today, design.endsOn) <= 0;
    case "registration":
      return (
        design.consideration.kind === "paid" &&
        design.consideration.issuedBy === "other" &&
        design.consideration.registration === null
      );
    case "beyond-six-months":
      return outlastsSixMonths(design, today);
    case "legal-notice":
      return !standing.hasLegalNotice;
    case "contact":
      return !standing.hasContact;
    case "privacy":
      return !standing.hasPrivacyPage;
    case "deposit":
      return standing.depositedYen <= 0;
    case "allotment":
      return standing.allottedYen <= 0;
    case "stores":
      return standing.storesInScope === 0;
    case "live-money":
      return standing.liveYen > 0;
    case "unfinished-grants":
      return standing.grantingYen > 0;
    case "unfinished-issues":
      return standing.writingIssues > 0;
    case "unpaid-stores":
      return standing.unpaidYen !== 0;
  }
}
