/**
 * Whether a coupon's own sheet was handed over (FND-14); SQL, with the name that the coupon has there. Runs of serials are
 * apart from each other, so the last that begins at or before it tells.
 */
export const handedOver = (coupon: string) => `coalesce((
  select h.to_serial from handed_over h where h.issue_id = ${coupon}.issue_id and h.from_serial <= ${coupon}.serial
  order by h.from_serial desc limit 1) >= ${coupon}.serial, 0)`;

/**
 * What the coupon's issue is to it: active where its own sheet was handed over, whatever became of the rest; withdrawn
 * where it was withdrawn with the rest, also once what had been handed over is stopped (FND-6).
 */
export const couponIssueState = (coupon: string, issue: string) => `case
  when ${issue}.state in ('ready', 'withdrawn') and ${handedOver(coupon)} then 'active'
  when ${issue}.state = 'stopped' and ${issue}.rest_withdrawn = 1 and not ${handedOver(coupon)} then 'withdrawn'
  else ${issue}.state end`;
