import type { ActorName } from "../../schema/ids.ts";

/** How badly the world behaves at the moment. Probabilities are per event, moments are virtual time. */
export interface Weather {
  /** A request or a reply that never arrives. */
  loss: number;
  /** An actor that stops where it would have gone on. */
  crash: number;
  /** A Worker that stops where it would have gone on. */
  death: number;
  /** A client's request that arrives again later. */
  lateCopy: number;
  /** A queue message that is delivered twice. */
  repeat: number;
  /** A queue message that is damaged on its way. */
  poison: number;
  /** A commit that the storage refuses. */
  diskFull: number;
  alarmUsedUp: number;
  alarmTwice: number;
  /** Everything takes between a moment and minutes, instead of a moment. */
  delays: boolean;
  d1AwayUntilMs: number;
  /** The database answers the edge, but neither the projection nor actors. */
  projectionAwayUntilMs: number;
  r2AwayUntilMs: number;
  queueAwayUntilMs: number;
  readonly actorsAwayUntilMs: Map<ActorName, number>;
}

export function roughWeather(): Weather {
  return {
    loss: 0.012,
    crash: 0.012,
    death: 0.004,
    lateCopy: 0.08,
    repeat: 0.05,
    poison: 0.002,
    diskFull: 0.002,
    alarmUsedUp: 0.02,
    alarmTwice: 0.06,
    delays: true,
    d1AwayUntilMs: 0,
    projectionAwayUntilMs: 0,
    r2AwayUntilMs: 0,
    queueAwayUntilMs: 0,
    actorsAwayUntilMs: new Map(),
  };
}

/** From now on nothing goes wrong any more, so that everything can drain. */
export function calmDown(weather: Weather): void {
  Object.assign(weather, {
    loss: 0,
    crash: 0,
    death: 0,
    lateCopy: 0,
    repeat: 0,
    poison: 0,
    diskFull: 0,
    alarmUsedUp: 0,
    alarmTwice: 0,
    delays: false,
    d1AwayUntilMs: 0,
    projectionAwayUntilMs: 0,
    r2AwayUntilMs: 0,
    queueAwayUntilMs: 0,
  } satisfies Omit<Weather, "actorsAwayUntilMs">);
  weather.actorsAwayUntilMs.clear();
}
