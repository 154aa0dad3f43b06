import type { DatabaseSync } from "node:sqlite";
import { type BalanceDeps, BalanceLedger, type Birth } from "../../durable-objects/balance/balance-ledger.ts";
import type { Decision, Situation } from "../../durable-objects/balance/decide.ts";
import { describeCoupon } from "../../durable-objects/coupon/birth.ts";
import type { FundDecision, FundSituation } from "../../durable-objects/fund/decision.ts";
import { FundLedger } from "../../durable-objects/fund/fund-ledger.ts";
import type { Answer, ResolvedOperation } from "../../schema/commands.ts";
import { type OperationId, tailOf } from "../../schema/ids.ts";
import { err, ok } from "../../schema/result.ts";
import type { Env } from "../../workers/env.ts";
import type { Batch } from "./cloud-queue.ts";

/**
 * A mistake somebody could make, planted at a seam of the simulated world: in place of a ledger, of what a ledger is
 * handed, of the consumer, of a trigger. Production code knows nothing of it.
 */
export interface Bug {
  readonly name: string;
  /** What the product would do with it. */
  readonly says: string;
  /** The rules that must notice; another one would be a false alarm. */
  readonly foundBy: readonly string[];
  readonly balanceLedger?: (env: Env) => typeof BalanceLedger;
  readonly fundLedger?: () => typeof FundLedger;
  readonly plantInD1?: (sqlite: DatabaseSync) => void;
  readonly edgeJudgesFirst?: true;
  /** Messages that never reach the consumer. */
  readonly swallows?: (message: Batch["messages"][number]) => boolean;
}

/** A balance whose surroundings lie. */
function withDeps(change: (deps: BalanceDeps, self: () => BalanceLedger) => Partial<BalanceDeps>) {
  return class extends BalanceLedger {
    constructor(identity: ConstructorParameters<typeof BalanceLedger>[0], deps: BalanceDeps) {
      const here: { self?: BalanceLedger } = {};
      super(identity, { ...deps, ...change(deps, () => here.self as BalanceLedger) });
      here.self = this;
    }
  };
}

/** A balance that decides otherwise. */
function withDecisions(change: <T>(decision: Decision<T>) => Decision<T>) {
  return class extends BalanceLedger {
    override run<T>(id: OperationId, decide: (situation: Situation) => Decision<T>): Promise<Answer<T>> {
      return super.run(id, (situation) => change(decide(situation)));
    }
  };
}

export const BUGS: readonly Bug[] = [
  {
    name: "refusal not stored",
    foundBy: ["OPR-4", "OPR-5"],
    says: "a refusal leaves no fence, so that a late copy of the same request may still pay",
    balanceLedger: () =>
      withDecisions((decision) => ({
        ...decision,
        drafts: decision.drafts.filter((draft) => draft.kind !== "fence"),
      })),
  },
  {
    name: "edge judges before the id look-up",
    foundBy: ["OPR-2", "OPR-4", "OPR-5"],
    says: "the Worker refuses by itself what its rules refuse now, also where the payment was made long ago",
    edgeJudgesFirst: true,
  },
  {
    name: "resolve at the wrong holder",
    foundBy: ["OPR-5"],
    says: "a balance answers for an operation that names another one",
    balanceLedger: () =>
      class extends BalanceLedger {
        override resolve(id: OperationId): Promise<Answer<ResolvedOperation>> {
          if (tailOf(id) === this.ledger.tail) return super.resolve(id);
          const atMs = this.ledger.now();
          return Promise.resolve({ outcome: ok({ outcome: "not-done", code: null, atMs }), entries: [] });
        }
      },
  },
  {
    name: "void on timeout",
    foundBy: ["XFR-4"],
    says: "a destination that doesn't answer counts as one that refused",
    balanceLedger: () =>
      withDeps((deps) => ({
        deliver: async (transfer) => {
          try {
            return await deps.deliver(transfer);
          } catch {
            return { outcome: err({ code: "over-limit", outcome: "not-done" }), entries: [] };
          }
        },
      })),
  },
  {
    name: "alarm armed only if none is",
    foundBy: ["ALM-1", "PUB-6"],
    says: "work that is due earlier than the alarm that is armed waits for that one",
    balanceLedger: () => {
      let armed = false;
      const Late = withDeps((deps) => ({
        alarm: {
          set: (atMs) => {
            if (!armed) deps.alarm.set(atMs);
            armed = true;
          },
        },
      }));
      return class extends Late {
        override onAlarm(): Promise<void> {
          armed = false;
          return super.onAlarm();
        }
      };
    },
  },
  {
    name: "coupon reopened after a wipe",
    foundBy: ["CPN-5"],
    says: "a coupon that lost its disk opens again with its whole face",
    balanceLedger: (env) => {
      class Forgetful extends BalanceLedger {
        constructor(identity: ConstructorParameters<typeof BalanceLedger>[0], deps: BalanceDeps) {
          const birth = async () => {
            const described = await describeCoupon(env, identity.actor);
            return described.ok && described.value.issueState === "active"
              ? ok<Birth>(described.value.birth)
              : deps.birth();
          };
          super(identity, identity.actorClass === "coupon" ? { ...deps, birth } : deps);
        }
      }
      return Forgetful;
    },
  },
  {
    name: "a sheet opens with its neighbours",
    foundBy: ["CPN-5"],
    says: "one sheet that was handed over by serial opens its whole issue",
    balanceLedger: (env) =>
      class extends BalanceLedger {
        constructor(identity: ConstructorParameters<typeof BalanceLedger>[0], deps: BalanceDeps) {
          const birth = async () => {
            const described = await describeCoupon(env, identity.actor);
            return described.ok && described.value.issueState === "ready"
              ? ok<Birth>(described.value.birth)
              : deps.birth();
          };
          super(identity, identity.actorClass === "coupon" ? { ...deps, birth } : deps);
        }
      },
  },
  {
    name: "expired money returned twice",
    foundBy: ["FND-5"],
    says: "the fund returns a bucket's whole expired total with every later sealed date",
    fundLedger: () =>
      class extends FundLedger {
        override run<T>(
          id: OperationId,
          decide: (situation: FundSituation) => FundDecision<T>,
        ): Promise<Answer<T>> {
          return super.run(id, (situation) =>
            decide({ ...situation, look: { ...situation.look, returned: () => null } }),
          );
        }
      },
  },
  {
    name: "alarm stands down without asking D1",
    foundBy: ["PUB-6"],
    says: "what was sent counts as projected",
    balanceLedger: () => withDeps((_, self) => ({ projectedHead: async () => self().ledger.head })),
  },
  {
    name: "tail lost with the queue",
    foundBy: ["PUB-6"],
    says: "what is sent again ends one entry too early",
    balanceLedger: () =>
      withDeps((deps) => ({ publish: (entries) => deps.publish(entries.slice(0, entries.length - 1)) })),
  },
  {
    name: "a duplicate counted in totals",
    foundBy: ["PUB-3", "AUD-2"],
    says: "a row that D1 has already moves the totals again",
    plantInD1: (sqlite) => {
      const { sql } = sqlite
        .prepare("select sql from sqlite_master where type = 'trigger' and name = 'journal_total'")
        .get() as { sql: string };
      sqlite.exec("drop trigger journal_total");
      // Fires before the conflict is seen, so for every row that comes, not for every row that stays.
      sqlite.exec(sql.replace("AFTER INSERT", "BEFORE INSERT"));
    },
  },
  {
    name: "dead letters swallowed",
    foundBy: ["PRJ-1"],
    says: "what failed a few times goes to a queue that nobody reads",
    swallows: (message) => message.attempts > 3,
  },
  {
    name: "a lot skipped",
    foundBy: ["MON-4"],
    says: "a payment over several lots journals all but the last of them",
    balanceLedger: () =>
      withDecisions((decision) => {
        const pays = decision.drafts.filter((draft) => draft.kind === "pay");
        return pays.length > 1 ? { ...decision, drafts: decision.drafts.slice(0, -1) } : decision;
      }),
  },
];

/** A bug by its name; throws where there is none, naming those there are. */
export function bugNamed(name: string): Bug {
  const found = BUGS.find((bug) => bug.name === name);
  if (!found) throw new Error(`no bug "${name}"; there are: ${BUGS.map((bug) => bug.name).join(", ")}`);
  return found;
}
