/**
 * Stateless model checking: runs a scenario again and again, each time with another sequence of choices, until every
 * sequence was taken once (depth first). A scenario asks `choose(n)` wherever the world may go one of n ways.
 */
export async function everyInterleaving(
  scenario: (choose: (ways: number) => number) => Promise<void>,
  limit: number,
): Promise<number> {
  let path: { chosen: number; ways: number }[] = [];
  for (let runs = 1; ; runs++) {
    let depth = 0;
    const taken: { chosen: number; ways: number }[] = [];
    const choose = (ways: number): number => {
      const chosen = path[depth]?.chosen ?? 0;
      taken.push({ chosen, ways });
      depth += 1;
      return chosen;
    };
    try {
      await scenario(choose);
    } catch (error) {
      throw new Error(
        `with the choices ${taken.map((step) => step.chosen).join(",")}: ${(error as Error).message}`,
        { cause: error },
      );
    }
    while (
      taken.length > 0 &&
      (taken.at(-1) as { chosen: number; ways: number }).chosen + 1 >= (taken.at(-1) as { ways: number }).ways
    )
      taken.pop();
    const last = taken.pop();
    if (!last) return runs;
    if (runs >= limit) throw new Error(`more than ${limit} interleavings`);
    path = [...taken, { chosen: last.chosen + 1, ways: last.ways }];
  }
}

/** Lets everything that can go on without the world's help go on. */
export function quiet(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
