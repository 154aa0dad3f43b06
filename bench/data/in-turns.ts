import { shuffled } from "../statistics.ts";

/** Something that is asked for again and again; another store, coupon or page each time where answers are kept. */
export interface Question {
  readonly title: string;
  ask(turn: number): Promise<unknown>;
}

/** How long `work` takes, in ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Asks every question once to warm up, then all of them in another order each turn; how long each took, in ms. */
export async function askInTurns<Name extends string>(
  questions: Readonly<Record<Name, Question>>,
  turns: number,
): Promise<ReadonlyMap<Name, readonly number[]>> {
  const named = Object.entries(questions) as [Name, Question][];
  const tookMs = new Map(named.map(([name]): [Name, number[]] => [name, []]));
  for (const [, question] of named) await question.ask(0);
  for (let turn = 1; turn <= turns; turn++)
    for (const [name, question] of shuffled(named))
      tookMs.get(name)?.push(await timed(() => question.ask(turn)));
  return tookMs;
}
