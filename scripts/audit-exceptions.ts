/**
 * The dependency audit (S21): what npm reports, less what docs/audit-exceptions.json excuses by name.
 */

export interface AuditException {
  /** Advisory id, e.g. GHSA-xxxx-xxxx-xxxx. */
  advisory: string;
  package: string;
  reason: string;
  /** Calendar day after which the excuse no longer counts. */
  until: string;
}

export type AuditVerdict =
  | { kind: "not-offered"; says: string }
  | { kind: "clean"; excused: number }
  | { kind: "found"; lines: string[] };

/** The part of npm's report that is read. */
interface Report {
  message?: string;
  error?: unknown;
  vulnerabilities?: Record<
    string,
    { via?: (string | { url?: string; title?: string; severity?: string })[] }
  >;
}

/**
 * Judges the JSON of `npm audit --json` on the day `today` (YYYY-MM-DD). Advisories of severity high and
 * critical count. A registry without the audit end point, or none reachable, is not a finding.
 */
export function judgeAudit(json: string, exceptions: AuditException[], today: string): AuditVerdict {
  let report: Report;
  try {
    report = JSON.parse(json) as Report;
  } catch {
    return { kind: "not-offered", says: "no readable reply" };
  }
  if (report.vulnerabilities === undefined) {
    return { kind: "not-offered", says: String(report.message ?? "no report").split(" - ")[0] ?? "" };
  }
  const lines = new Set<string>();
  const excused = new Set<string>();
  for (const [name, vulnerability] of Object.entries(report.vulnerabilities)) {
    for (const via of vulnerability.via ?? []) {
      // A plain name points at another entry of the same report, which carries the advisory itself.
      if (typeof via === "string" || !(via.severity === "high" || via.severity === "critical")) continue;
      const advisory = via.url?.split("/").at(-1) ?? "";
      const excuse = exceptions.find((each) => each.advisory === advisory && each.package === name);
      if (excuse !== undefined && today <= excuse.until) excused.add(advisory);
      else {
        const ended = excuse === undefined ? "" : ` (its exception ended ${excuse.until})`;
        lines.add(`${name}: ${via.severity}: ${via.title ?? ""} ${advisory}${ended}`);
      }
    }
  }
  return lines.size > 0 ? { kind: "found", lines: [...lines] } : { kind: "clean", excused: excused.size };
}
