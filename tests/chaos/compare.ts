import { entryHash, receiptNumber } from "../../durable-objects/lib/chain.ts";
import { genesisHash } from "../../durable-objects/lib/hash.ts";
import type { ActorBook, Books, Coupon, ProjectedRow, Row } from "./books.ts";
import type { Kind, Operation } from "./operation-log.ts";

/**
 * What the clients were told against what the books hold. Each comparison is pure and counts from real rows; its test
 * tampers with the input and sees it counted.
 */

/** What one comparison found: figures of the last line, and a sentence for each thing found. */
export interface Findings {
  readonly lostYen: number;
  readonly duplicatedYen: number;
  /** Words of the system that the books don't bear out and that name no yen: a freeze, a receipt number. */
  readonly untrueWords: number;
  readonly stuckTransfers: number;
  readonly what: readonly string[];
}

const NOTHING: Findings = { lostYen: 0, duplicatedYen: 0, untrueWords: 0, stuckTransfers: 0, what: [] };

/** Adds findings up. */
export function together(...all: readonly Findings[]): Findings {
  return all.reduce(
    (sum, each) => ({
      lostYen: sum.lostYen + each.lostYen,
      duplicatedYen: sum.duplicatedYen + each.duplicatedYen,
      untrueWords: sum.untrueWords + each.untrueWords,
      stuckTransfers: sum.stuckTransfers + each.stuckTransfers,
      what: [...sum.what, ...each.what],
    }),
    NOTHING,
  );
}

type PlacedRow = Row & { readonly actorClass: ActorBook["actorClass"]; readonly place: string };

/** Every row of every journal by its operation. */
export function rowsByOperation(actors: readonly ActorBook[]): ReadonlyMap<string, readonly PlacedRow[]> {
  const map = new Map<string, PlacedRow[]>();
  for (const { actorClass, file, actor, rows } of actors) {
    for (const row of rows) {
      const placed = { ...row, actorClass, place: actor ?? file };
      const known = map.get(row.operationId);
      if (known) known.push(placed);
      else map.set(row.operationId, [placed]);
    }
  }
  return map;
}

/** The rows that carry an operation of each kind, and what of them counts as moved yen. */
const MOVES: {
  readonly [K in Kind]: { readonly kinds: readonly Row["kind"][]; readonly yen: (row: Row) => number };
} = {
  payment: { kinds: ["pay"], yen: (row) => -row.amountYen },
  void: { kinds: ["reverse"], yen: (row) => row.amountYen },
  charge: { kinds: ["charge-pending"], yen: (row) => -row.amountYen },
  cancel: { kinds: ["cancel"], yen: (row) => -row.amountYen },
  grant: { kinds: ["grant-pending"], yen: (row) => (row.account === "granting" ? row.amountYen : 0) },
  deposit: { kinds: ["deposit"], yen: (row) => (row.account === "available" ? row.amountYen : 0) },
  allotment: { kinds: ["allot"], yen: (row) => (row.account.startsWith("allotted:") ? row.amountYen : 0) },
  issue: { kinds: ["issue"], yen: (row) => (row.account === "writing" ? row.amountYen : 0) },
  activation: { kinds: ["activate"], yen: () => 0 },
  freeze: { kinds: ["freeze"], yen: () => 0 },
  unfreeze: { kinds: ["unfreeze"], yen: () => 0 },
  stop: { kinds: ["stop"], yen: () => 0 },
};

/** What moves no yen by itself, whatever its reply says of the issue it belongs to. */
const YENLESS: ReadonlySet<Kind> = new Set(["activation", "freeze", "unfreeze", "stop"]);

/**
 * Every acknowledgement against the journals (OPR-2, OPR-5): done means done, once, with that amount and that receipt
 * number, on one actor (AUD-6); not done means that nothing moved; an operation of which nobody knows the end moved what
 * was asked for or nothing.
 */
export function compareOperations(operations: Iterable<Operation>, actors: readonly ActorBook[]): Findings {
  const rows = rowsByOperation(actors);
  const voided = voidedParents(actors);
  return together(...[...operations].map((each) => compareOne(each, rows.get(each.id) ?? [], voided)));
}

function compareOne(operation: Operation, rows: readonly PlacedRow[], voided: ReadonlySet<string>): Findings {
  const { kinds, yen } = MOVES[operation.kind];
  const moving = rows.filter((row) => kinds.includes(row.kind));
  const wasVoided = voided.has(operation.id);
  const booked = wasVoided ? 0 : moving.reduce((sum, row) => sum + yen(row), 0);
  const done = operation.acks.filter((ack) => ack.outcome === "done");
  const refused = operation.acks.some((ack) => ack.outcome === "not-done");
  const what: string[] = [];
  let [lostYen, duplicatedYen, untrueWords] = [0, 0, 0];
  const say = (text: string) => what.push(`${operation.kind} ${operation.id} (${operation.who}): ${text}`);

  for (const ack of done) {
    const said = YENLESS.has(operation.kind) ? 0 : (ack.amountYen ?? operation.amountYen);
    if (moving.length === 0 || wasVoided) {
      say(`told done with ${said} yen, and the books have nothing of it`);
      if (said === 0) untrueWords += 1;
      lostYen += said;
      break;
    }
    if (booked !== said) {
      say(`told ${said} yen, the books have ${booked}`);
      lostYen += Math.max(0, said - booked);
      duplicatedYen += Math.max(0, booked - said);
      break;
    }
    const first = moving.find((row) => row.line === 0);
    if (ack.receiptNumber !== null && first && receiptNumber(first.hash) !== ack.receiptNumber) {
      say(`told receipt number ${ack.receiptNumber}, the books make it ${receiptNumber(first.hash)}`);
      untrueWords += 1;
      break;
    }
  }
  if (refused && moving.length > 0 && !wasVoided) {
    say(`told not done, and ${booked} yen moved`);
    if (booked === 0) untrueWords += 1;
    duplicatedYen += booked;
  }
  if (operation.acks.length === 0 && booked > operation.amountYen) {
    say(`asked for ${operation.amountYen} yen, ${booked} moved`);
    duplicatedYen += booked - operation.amountYen;
  }
  const [home, ...elsewhere] = new Set(moving.map((row) => row.place));
  for (const place of elsewhere) {
    const there = moving.filter((row) => row.place === place).reduce((sum, row) => sum + yen(row), 0);
    say(`moved on ${home} and on ${place}`);
    duplicatedYen += there;
  }
  return { lostYen, duplicatedYen, untrueWords, stuckTransfers: 0, what };
}

/** Operations whose transfer was refused by its destination and given back. */
function voidedParents(actors: readonly ActorBook[]): ReadonlySet<string> {
  const parents = new Set<string>();
  for (const { rows } of actors) {
    for (const row of rows) {
      const ended = row.kind === "charge-voided" || row.kind === "grant-voided";
      if (ended && typeof row.detail?.parent === "string") parents.add(row.detail.parent);
    }
  }
  return parents;
}

const ARRIVALS: ReadonlySet<string> = new Set(["credit", "cancel-return", "replace"]);
const ENDS: ReadonlySet<string> = new Set([
  "charge-posted",
  "charge-voided",
  "cancel-posted",
  "grant-posted",
  "grant-voided",
]);

/**
 * Every transfer against both of its journals (XFR-4): what its source gave arrived once, or came back; never both, never
 * neither. What has no end is stuck, and what arrived without ever having been given was made from nothing.
 */
export function compareTransfers(actors: readonly ActorBook[]): Findings {
  const held = new Map<string, number>();
  const arrived = new Map<string, number>();
  const ends = new Map<string, Set<string>>();
  const givenBack = new Map<string, number>();
  const add = (map: Map<string, number>, key: string, yen: number) => map.set(key, (map.get(key) ?? 0) + yen);
  for (const [operation, rows] of rowsByOperation(actors)) {
    // Only an operation's first line says whose step it is.
    const parent = rows.find((row) => typeof row.detail?.parent === "string")?.detail?.parent as
      | string
      | undefined;
    for (const row of rows) {
      if (row.kind === "charge-pending" || row.kind === "cancel") add(held, operation, -row.amountYen);
      if (row.kind === "grant-pending") add(held, operation, row.account === "granting" ? row.amountYen : 0);
      if (parent === undefined) continue;
      if (ARRIVALS.has(row.kind)) add(arrived, parent, arrivedYen(row));
      if (ENDS.has(row.kind)) ends.set(parent, (ends.get(parent) ?? new Set()).add(row.kind));
      if (row.kind === "charge-voided") add(givenBack, parent, row.amountYen);
      if (row.kind === "grant-voided" && row.account === "available") add(givenBack, parent, row.amountYen);
    }
  }
  const findings: Findings[] = [];
  for (const [operation, yen] of held) {
    // A cancelled coupon with nothing live on it has nothing to carry.
    if (yen === 0) continue;
    findings.push(
      compareTransfer(
        operation,
        yen,
        arrived.get(operation) ?? 0,
        givenBack.get(operation) ?? 0,
        ends.get(operation),
      ),
    );
  }
  for (const [parent, yen] of arrived) {
    if (held.has(parent)) continue;
    findings.push({
      ...NOTHING,
      duplicatedYen: yen,
      what: [`${yen} yen arrived for ${parent}, which gave nothing`],
    });
  }
  return together(...findings);
}

/** What a destination's row brings: a credit its amount, a return to the fund what left `cancelled`'s counterpart. */
function arrivedYen(row: Row): number {
  return row.kind === "credit" ? row.amountYen : Math.max(0, row.amountYen);
}

function compareTransfer(
  operation: string,
  held: number,
  arrived: number,
  givenBack: number,
  ends: ReadonlySet<string> | undefined,
): Findings {
  const balance = held - arrived - givenBack;
  const isStuck = ends === undefined;
  const isBoth = (ends?.size ?? 0) > 1;
  if (!isStuck && !isBoth && balance === 0) return NOTHING;
  const end = ends ? [...ends].join(" and ") : "no end";
  return {
    lostYen: isStuck ? 0 : Math.max(0, balance),
    duplicatedYen: Math.max(0, -balance),
    untrueWords: isBoth ? 1 : 0,
    stuckTransfers: isStuck ? 1 : 0,
    what: [`transfer ${operation}: ${held} yen given, ${arrived} arrived, ${givenBack} given back, ${end}`],
  };
}

/** Every coupon opened at most once, with its face; nothing moved while it was frozen (FRZ-1). */
export function compareBalances(actors: readonly ActorBook[], coupons: readonly Coupon[]): Findings {
  const faces = new Map(coupons.map((coupon) => [coupon.actor, coupon.faceYen]));
  return together(
    ...actors
      .filter((book) => book.actorClass !== "fund")
      .map((book) => {
        const face = book.actorClass === "coupon" ? (faces.get(book.actor ?? "") ?? 0) : 0;
        const opened = book.rows
          .filter((row) => row.kind === "open")
          .reduce((sum, row) => sum + row.amountYen, 0);
        const frozen = paidWhileFrozen(book.rows);
        const what = [
          ...(opened === face ? [] : [`${book.file}: opened with ${opened} yen, its face is ${face}`]),
          ...(frozen === 0 ? [] : [`${book.file}: ${frozen} rows of payment while it was frozen`]),
        ];
        return {
          ...NOTHING,
          lostYen: Math.max(0, face - opened),
          duplicatedYen: Math.max(0, opened - face),
          untrueWords: frozen,
          what,
        };
      }),
  );
}

function paidWhileFrozen(rows: readonly Row[]): number {
  let isFrozen = false;
  let paid = 0;
  for (const { kind } of rows) {
    if (kind === "freeze") isFrozen = true;
    else if (kind === "unfreeze") isFrozen = false;
    else if (isFrozen && (kind === "pay" || kind === "charge-pending")) paid += 1;
  }
  return paid;
}

/** A balance as the API showed it at the end: a resident's wallet, or a coupon in the call centre. */
export interface ShownBalance {
  /** A wallet's name, or a coupon's public id. */
  readonly holder: string;
  readonly spendableYen: number;
  readonly frozen: boolean;
}

/** What the secretariat was last told of a resident's freeze; null where nobody knows whether its last word came through. */
export interface ToldFreeze {
  readonly actor: string;
  readonly frozen: boolean | null;
}

/** FRZ-1: a resident whose freeze was confirmed is frozen, and one who was freed is free. */
export function compareFreezes(told: readonly ToldFreeze[], shown: readonly ShownBalance[]): Findings {
  const wrong = told.filter(({ actor, frozen }) => {
    const wallet = shown.find((each) => each.holder === actor);
    return frozen !== null && wallet !== undefined && wallet.frozen !== frozen;
  });
  const what = wrong.map(
    ({ actor, frozen }) => `${actor} was ${frozen ? "frozen" : "freed"}, and shows otherwise`,
  );
  return { ...NOTHING, untrueWords: wrong.length, what };
}

/** What a resident or a call centre is shown against the journal behind it; an unopened coupon shows its face. */
export function compareShown(
  shown: readonly ShownBalance[],
  { actors, coupons }: Pick<Books, "actors" | "coupons">,
): Findings {
  const booked = new Map(
    actors.map((book) => [book.actor, book.rows.reduce((sum, row) => sum + row.amountYen, 0)]),
  );
  const known = new Map(coupons.map((coupon) => [coupon.couponId, coupon]));
  return together(
    ...shown.map(({ holder, spendableYen }) => {
      const coupon = known.get(holder);
      const yen = booked.get(coupon?.actor ?? holder) ?? coupon?.faceYen ?? 0;
      if (yen === spendableYen) return NOTHING;
      return {
        ...NOTHING,
        lostYen: Math.max(0, yen - spendableYen),
        duplicatedYen: Math.max(0, spendableYen - yen),
        what: [`${holder} shows ${spendableYen} yen, its journal holds ${yen}`],
      };
    }),
  );
}

/** AUD-1 without the system's help: numbers without a gap, every hash recomputed, lots as the journal says. */
export function brokenChains(actors: readonly ActorBook[]): readonly string[] {
  return actors.flatMap((book) => {
    const why = whyBroken(book);
    return why === null ? [] : [`${book.actorClass} ${book.actor ?? book.file}: ${why}`];
  });
}

function whyBroken({ actorClass, actor, rows, lotsYen }: ActorBook): string | null {
  if (actor === null) return "its first row belongs to nobody that D1 knows";
  let prevHash = genesisHash(actorClass, actor as never);
  let sum = 0;
  for (const [index, row] of rows.entries()) {
    if (row.seq !== index + 1) return `row ${index + 1} is missing`;
    if (row.prevHash !== prevHash) return `row ${row.seq} doesn't follow the one before it`;
    if (entryHash(row) !== row.hash) return `row ${row.seq} isn't what its hash says`;
    prevHash = row.hash;
    sum += row.amountYen;
  }
  if (lotsYen !== null && lotsYen !== sum) return `its lots hold ${lotsYen} yen, its journal says ${sum}`;
  if (actorClass === "fund" && sum !== 0) return `its entries add up to ${sum} yen`;
  return null;
}

/** Rows of the actors that D1 hasn't got, or has otherwise; and rows that only D1 has. */
export function unprojected(
  actors: readonly ActorBook[],
  projected: readonly ProjectedRow[],
): readonly string[] {
  const left = new Map(projected.map((row) => [`${row.actor}:${row.seq}`, row.hash]));
  const found: string[] = [];
  for (const { actor, file, rows } of actors) {
    for (const row of rows) {
      const key = `${actor}:${row.seq}`;
      const hash = left.get(key);
      left.delete(key);
      if (hash === undefined) found.push(`${actor ?? file} row ${row.seq} (${row.kind}) never reached D1`);
      else if (hash !== row.hash) found.push(`${actor} row ${row.seq} is another in D1`);
    }
  }
  for (const key of left.keys()) found.push(`${key} is in D1 and in no actor`);
  return found;
}

/** A report as the secretariat saw it: what was promised, and what each download brought. */
export interface SeenReport {
  readonly id: string;
  readonly promised: { readonly bytes: number; readonly sha256: string | null; readonly rows: number } | null;
  readonly downloads: readonly { readonly bytes: number; readonly sha256: string; readonly rows: number }[];
}

/** Reports that never ended, came other than promised, or not the same twice; and those D1 says are not whole. */
export function damagedReports(
  seen: readonly SeenReport[],
  books: Pick<Books, "reports">,
): readonly string[] {
  const known = new Map(books.reports.map((report) => [report.id, report]));
  const found = new Map<string, string>();
  for (const { id, state, written, total } of books.reports) {
    if (state !== "done") found.set(id, `report ${id} is ${state} for ever`);
    else if (written !== total) found.set(id, `report ${id} has ${written} of ${total} rows`);
  }
  for (const { id, promised, downloads } of seen) {
    const row = known.get(id);
    if (!row) found.set(id, `report ${id} was promised and is gone`);
    else if (promised === null || downloads.length === 0) found.set(id, `report ${id} was never delivered`);
    else {
      const bad = downloads.find(
        (file) =>
          file.sha256 !== promised.sha256 ||
          file.sha256 !== row.sha256 ||
          file.bytes !== promised.bytes ||
          file.rows !== promised.rows,
      );
      if (bad)
        found.set(
          id,
          `report ${id}: ${JSON.stringify(bad)} was delivered, ${JSON.stringify(promised)} promised`,
        );
    }
  }
  return [...found.values()];
}
