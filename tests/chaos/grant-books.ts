import type { ActorBook } from "./books.ts";

/** What a grant of so much to each of these wallets must have left in the books, and what the system said of it. */
export interface GrantExpected {
  readonly amountYen: number;
  readonly wallets: readonly string[];
  /** Wallets that were frozen before anything began: they refuse. */
  readonly frozen: ReadonlySet<string>;
  readonly said: { readonly creditedRows: number; readonly creditedYen: number; readonly failedRows: number };
}

export interface GrantFound {
  readonly credited: number;
  readonly creditedTwice: number;
  readonly missed: number;
  readonly what: readonly string[];
}

/** GRT-5, from the wallets' own journals: every wallet once and with its amount, a frozen one not at all. Pure. */
export function compareGrant(expected: GrantExpected, actors: readonly ActorBook[]): GrantFound {
  const books = new Map(
    actors.filter((book) => book.actorClass === "wallet").map((book) => [book.actor, book]),
  );
  const what: string[] = [];
  let [credited, creditedTwice, missed] = [0, 0, 0];
  for (const wallet of expected.wallets) {
    const credits = (books.get(wallet)?.rows ?? []).filter((row) => row.kind === "credit");
    const due = expected.frozen.has(wallet) ? 0 : 1;
    if (credits.length > due) {
      creditedTwice += credits.length - due;
      what.push(`${wallet} was credited ${credits.length} times instead of ${due}`);
    } else if (credits.length < due) {
      missed += 1;
      what.push(`${wallet} was never credited`);
    }
    for (const { amountYen } of credits)
      if (amountYen !== expected.amountYen) what.push(`${wallet} was credited ${amountYen} yen`);
    credited += credits.length;
  }
  const { said } = expected;
  if (said.creditedRows !== credited)
    what.push(`${said.creditedRows} were said to be credited, ${credited} are`);
  if (said.creditedYen !== credited * expected.amountYen)
    what.push(`${said.creditedYen} yen were said to be given, ${credited * expected.amountYen} are`);
  if (said.failedRows !== expected.frozen.size)
    what.push(`${said.failedRows} were said to have failed, ${expected.frozen.size} are frozen`);
  const fund = actors.find((book) => book.actorClass === "fund");
  const account = (name: string) =>
    (fund?.rows ?? []).reduce((sum, row) => sum + (row.account === name ? row.amountYen : 0), 0);
  const granted = account("granted");
  if (granted !== credited * expected.amountYen) what.push(`the fund has ${granted} yen as granted`);
  for (const name of ["reserved", "granting"])
    if (account(name) !== 0) what.push(`${account(name)} yen are left in ${name}`);
  return { credited, creditedTwice, missed, what };
}
