import type { StopKind } from "../../../schema/api/stops.ts";
import { may } from "../session/membership.ts";

/**
 * The page on which something is stopped and let go again; undefined where there is none, or not for this person. A network
 * can't be stopped.
 */
export function subjectPage(kind: StopKind | "network", id: string): string | undefined {
  switch (kind) {
    case "person":
    case "resident":
      return may("holder.read") ? `/holders/residents/${id}` : undefined;
    case "coupon":
      return may("holder.read") ? `/holders/coupons/${id}` : undefined;
    case "store":
      return may("organisation.read") ? `/stores/${id}` : undefined;
    case "organisation":
      return may("organisation.read") ? `/organisations/${id}` : undefined;
    case "staff":
      return may("staff.read") ? `/staff/${id}` : undefined;
    case "issue":
      return may("issue.read") ? `/issues/${id}` : undefined;
    case "network":
      return undefined;
  }
}
