/**
 * The built Worker, byte for byte, with queues whose consumers fail on purpose: before their work, or after all of it so
 * that the queue delivers the batch again. The product knows nothing of this; the bundle that the chaos run serves is made
 * of this file and the finished build (system.ts). Nothing here is deployed.
 *
 * It also tells the run when a batch begins, for blows that are aimed, and lets it ask D1 how far the projection is
 * without opening any actor. And it is the edge of the one money command whose route is not built yet: the fund's grant.
 */
import type { FundRpc } from "../../schema/actors.ts";
import type { GrantCommand } from "../../schema/commands.ts";
import type { ProgrammeId } from "../../schema/ids.ts";
import product from "../../workers/index.ts";

export * from "../../workers/index.ts";

type Env = Parameters<typeof product.fetch>[1] & {
  /** Of 100 batches, how many fail before and after the product's work; decimal text. */
  readonly FAIL_BEFORE: string;
  readonly FAIL_AFTER: string;
  /** Where the run listens. */
  readonly TELL: string;
};

const fails = (percent: string) => Math.random() * 100 < Number(percent);

export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (pathname === "/chaos/grant") return grant(request, env, ctx);
    if (pathname === "/chaos/waiting") return waiting(request, env);
    return product.fetch(request, env, ctx);
  },

  async queue(batch, env, ctx) {
    ctx.waitUntil(tell(env, batch));
    if (fails(env.FAIL_BEFORE)) throw new Error("failed on purpose before its work");
    const isDeaf = fails(env.FAIL_AFTER);
    await product.queue(isDeaf ? unacknowledged(batch) : batch, env, ctx);
    if (isDeaf) throw new Error("failed on purpose after its work");
  },

  scheduled: (controller, env) => product.scheduled(controller, env),
} satisfies ExportedHandler<Env>;

async function tell(env: Env, batch: MessageBatch): Promise<void> {
  const kinds = batch.messages.map(({ body }) => (body as { kind?: string }).kind ?? "entries");
  const body = JSON.stringify({ queue: batch.queue, kinds: [...new Set(kinds)] });
  await fetch(env.TELL, { method: "POST", body }).catch(() => {});
}

/** The same batch, whose acknowledgements reach nobody. */
function unacknowledged(batch: MessageBatch): MessageBatch {
  const nobody = () => {};
  return {
    queue: batch.queue,
    metadata: batch.metadata,
    messages: batch.messages.map(({ id, timestamp, body, attempts }) => ({
      id,
      timestamp,
      body,
      attempts,
      ack: nobody,
      retry: nobody,
    })),
    ackAll: nobody,
    retryAll: nobody,
  };
}

/** The edge of a grant: the fund's own command, and what it wrote sent on after the reply (PUB-1). */
async function grant(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
  const { programmeId, ...command } = (await request.json()) as GrantCommand & {
    readonly programmeId: ProgrammeId;
  };
  try {
    const fund = env.FUND.get(env.FUND.idFromName(programmeId)) as unknown as FundRpc;
    const { outcome, entries } = await fund.grant(command);
    if (entries.length > 0) ctx.waitUntil(env.JOURNAL_QUEUE.send({ v: 1, entries }));
    if (!outcome.ok) return Response.json(outcome.error, { status: 409 });
    const state = outcome.value.state === "posted" ? "done" : "pending";
    return Response.json({ outcome: state, amountYen: command.amountYen });
  } catch {
    return Response.json({ code: "try-again", outcome: "unknown" }, { status: 503 });
  }
}

/**
 * What is still on its way, read from D1 alone: which of these operations it has never heard of, and how many transfers,
 * jobs and issues have not ended. No actor is asked, since asking one would wake it.
 */
async function waiting(request: Request, env: Env): Promise<Response> {
  const ids = await request.text();
  const [unheard, open] = await env.DB.batch([
    env.DB.prepare(
      `select value as id from json_each(?1)
       where not exists (select 1 from journal where operation_id = value)`,
    ).bind(ids),
    env.DB.prepare(
      `select (select count(*) from transfer where ended_as is null) as transfers,
              (select count(*) from actor_head where max_seq > seq) as gaps,
              (select count(*) from issue where state = 'writing') as issues,
              (select count(*) from job where kind = 'report' and state in ('queued', 'running')) as reports,
              (select count(*) from job_work where kind in ('report', 'audit', 'stop') and state in ('queued', 'running')) as jobs,
              (select count(*) from resident_freeze where driven_at_ms is null) as freezes`,
    ),
  ]);
  return Response.json({
    unheard: ((unheard?.results ?? []) as { readonly id: string }[]).map((row) => row.id),
    open: open?.results[0],
  });
}
