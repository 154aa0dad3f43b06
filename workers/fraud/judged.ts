import type { CaseEvidence, CaseLevel } from "../../schema/api/cases.ts";
import { MAX_CASE_EVIDENCE } from "../../schema/limits.ts";

/** Ids, codes, amounts and times that a row of evidence rests on (WHO-4). */
export interface EvidenceFacts {
  readonly couponId?: string;
  readonly residentId?: string;
  readonly programmeId?: string;
  readonly storeId?: string;
  readonly issueId?: string;
  readonly operationId?: string;
  readonly amountYen?: number;
  readonly minutes?: number;
  readonly count?: number;
  readonly usualTenths?: number;
}

/** One row of what a case rests on. */
export interface Evidence {
  /** The same key is the same row, whenever it is found. */
  readonly key: string;
  readonly kind: CaseEvidence["kind"];
  readonly atMs: number;
  readonly facts: EvidenceFacts;
}

/** What a rule found where its threshold is reached. */
export interface Judged {
  /** How much there is: more of it opens a decided case again (FRD-8). */
  readonly weight: number;
  readonly level: CaseLevel;
  readonly measures: Readonly<Record<string, number>>;
  readonly evidence: readonly Evidence[];
}

/** Twice what a threshold names is serious. */
const SERIOUS_FACTOR = 2;
const MINUTE_MS = 60_000;

/** How bad a figure is that has reached its threshold. */
export function levelOf(value: number, threshold: number): CaseLevel {
  return value >= threshold * SERIOUS_FACTOR ? "serious" : "notice";
}

/** Evidence in the order of time, and no more than a case keeps; the figures count all of it. */
export function bounded(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.toSorted((a, b) => a.atMs - b.atMs || (a.key < b.key ? -1 : 1)).slice(0, MAX_CASE_EVIDENCE);
}

/** Whole minutes that have gone by. */
export function minutesBetween(fromMs: number, toMs: number): number {
  return Math.floor((toMs - fromMs) / MINUTE_MS);
}

/** Whether something came no later than so many minutes after something else, to the millisecond; never before it. */
export function isWithin(fromMs: number, toMs: number, minutes: number): boolean {
  return toMs >= fromMs && toMs - fromMs <= minutes * MINUTE_MS;
}
