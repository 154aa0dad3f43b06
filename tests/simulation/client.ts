import type { OperationId, ProgrammeId } from "../../schema/ids.ts";
import type { ResidentFreeze } from "../../workers/freezing/resident.ts";
import type { Answers } from "./answers.ts";
import { type Cloud, short } from "./cloud.ts";
import { Edge, type Holder, holderOf, type Reply, type Request, toldBy } from "./edge.ts";

/** Isolates at work at a time. */
const ISOLATES = 3;
/** How long an app waits for an answer. */
const PATIENCE_MS = 15_000;
/** What the edge says by itself instead of asking, on a bad day. */
const OWN_ANSWERS = ["too-many-requests", "session-expired", "csrf", "internal"] as const;
const OWN_ANSWER_RATE = 0.01;

const NOTHING: Reply = { outcome: "unknown", code: null, value: null };

/**
 * The apps: every request was stored before it is sent, is sent again with the same id while nobody knows, then asked
 * about, and given up in the end. Every answer is taken down, also those that reach nobody.
 */
export class Clients {
  readonly #cloud: Cloud;
  readonly #answers: Answers;
  readonly #isolates: Edge[] = [];
  operations = 0;

  constructor(cloud: Cloud, answers: Answers) {
    this.#cloud = cloud;
    this.#answers = answers;
  }

  /** An isolate ends; what it had gathered for the queue ends with it. */
  endIsolate(): void {
    const { random } = this.#cloud.timeline;
    const edge = this.#isolates[random.below(ISOLATES)];
    if (edge) edge.place.alive = false;
  }

  /** Sends once and waits as long as an app does. A late copy of the request may reach the edge much later. */
  send(request: Request): Promise<Reply> {
    const { timeline, weather } = this.#cloud;
    const { random } = timeline;
    return new Promise((resolve) => {
      let over = false;
      const end = (reply: Reply) => {
        if (over) return;
        over = true;
        resolve(reply);
      };
      timeline.after(PATIENCE_MS, null, () => end(NOTHING));
      timeline.after(this.#cloud.latencyMs(), "request", () => {
        if (random.chance(weather.loss)) {
          timeline.saw("request of a client lost");
          return;
        }
        this.#arrive(request, end);
      });
      if (random.chance(weather.lateCopy)) {
        const delayMs = random.chance(0.6)
          ? random.between(50, 60_000)
          : random.between(60_000, 8 * 3_600_000);
        timeline.after(delayMs, "late copy", () => {
          timeline.saw("late copy of a request");
          this.#arrive(request, () => {});
        });
      }
    });
  }

  /** Sends until somebody knows: again, then `resolve`, then never mind. */
  async persist(request: Request, patience = this.#cloud.timeline.random.between(0, 4)): Promise<Reply> {
    const { timeline } = this.#cloud;
    const { random } = timeline;
    this.operations += 1;
    let reply = await this.send(request);
    for (let attempt = 0; attempt < patience && isOpen(reply); attempt++) {
      timeline.saw("client tried again");
      await timeline.sleep(random.wait(4_000 * 2 ** attempt), "try again");
      reply = await this.send(request);
    }
    if (!isOpen(reply)) return reply;
    const asks = random.between(0, 3);
    for (let attempt = 0; attempt < asks && isOpen(reply); attempt++) {
      timeline.saw("client asked what happened");
      reply = await this.resolve(resolvable(request), request.operationId);
      if (isOpen(reply)) await timeline.sleep(random.wait(10_000), "ask again");
    }
    if (isOpen(reply)) timeline.saw("client gave up");
    return reply;
  }

  resolve(holder: Holder | { readonly fund: ProgrammeId }, operationId: OperationId): Promise<Reply> {
    return this.send({ kind: "resolve", operationId, holder });
  }

  /** The secretariat's freeze of a resident; what it does not reach the sweep does. */
  async freezeResident(freeze: ResidentFreeze): Promise<void> {
    await this.#cloud.timeline.sleep(this.#cloud.latencyMs(), "request");
    await this.#isolate().freezeResident(freeze);
  }

  #arrive(request: Request, hear: (reply: Reply) => void): void {
    const { timeline, weather } = this.#cloud;
    const { random } = timeline;
    const holder = holderOf(request);
    if (random.chance(weather.delays ? OWN_ANSWER_RATE : 0)) {
      timeline.saw("answer of the edge itself");
      this.#hear(request, { outcome: "unknown", code: random.pick(OWN_ANSWERS), value: null });
      timeline.after(5, "reply", () => hear(NOTHING));
      return;
    }
    const edge = this.#isolate();
    timeline.note(
      [holder, request.operationId],
      `${request.kind} ${request.operationId} for ${short(holder)} reaches ${edge.place.name}`,
    );
    edge.handle(request).then(
      (reply) => {
        if (!edge.place.alive) return;
        this.#hear(request, reply);
        if (random.chance(weather.loss)) {
          timeline.saw("reply to a client lost");
          return;
        }
        timeline.after(this.#cloud.latencyMs(), "reply", () => hear(reply));
      },
      (error: unknown) => timeline.report(error),
    );
  }

  #hear(request: Request, reply: Reply): void {
    this.#cloud.timeline.note(
      [holderOf(request), request.operationId],
      `${request.kind} ${request.operationId} is answered ${reply.outcome}${reply.code ? ` (${reply.code})` : ""}`,
    );
    try {
      this.#answers.hear(toldBy(request, reply));
    } catch (problem) {
      this.#cloud.timeline.report(problem);
    }
  }

  #isolate(): Edge {
    const { random } = this.#cloud.timeline;
    const at = random.below(ISOLATES);
    let edge = this.#isolates[at];
    if (!edge?.place.alive) {
      edge = new Edge(this.#cloud.place("edge", `edge-${at}`), this.#cloud.bug?.edgeJudgesFirst === true);
      this.#isolates[at] = edge;
    }
    return edge;
  }
}

function isOpen(reply: Reply): boolean {
  return reply.outcome === "unknown" || reply.outcome === "pending";
}

/** Where to ask about a request. */
function resolvable(request: Request): Holder | { readonly fund: ProgrammeId } {
  const actor = holderOf(request);
  if ("programmeId" in request && actor === (request.programmeId as string))
    return { fund: request.programmeId };
  return { actor, actorClass: actor.includes(":") ? "wallet" : "coupon" };
}
