import type { StatementBody } from "../../../schema/api/closings.ts";

/** What reaches the bank on one day, and the stores' statements of it. */
export interface Payout {
  readonly payOn: string;
  readonly yen: number;
  /** Still to come as of the day that was asked about. */
  readonly isComing: boolean;
  readonly statements: readonly StatementBody[];
}

/** A transfer is of one closing and one payee, whose stores all name its whole amount. */
const transferOf = ({ closingId, line }: StatementBody) => `${closingId}/${line.payeeKind}/${line.payeeId}`;

/**
 * The next day on which money reaches the bank, or the last one where none is to come; undefined where nothing was ever paid.
 * Transfers that came back are no money that comes.
 */
export function nextPayout(statements: readonly StatementBody[], today: string): Payout | undefined {
  const paid = statements.filter(
    ({ transferYen, line }) => transferYen !== null && line.state !== "returned",
  );
  const days = [...new Set(paid.map(({ payOn }) => payOn as string))].sort();
  const payOn = days.find((day) => day >= today) ?? days.at(-1);
  if (payOn === undefined) return undefined;
  const ofDay = paid.filter((one) => one.payOn === payOn);
  const transfers = new Map(ofDay.map((one) => [transferOf(one), one.transferYen ?? 0]));
  return {
    payOn,
    yen: [...transfers.values()].reduce((sum, yen) => sum + yen, 0),
    isComing: payOn >= today,
    statements: ofDay,
  };
}
