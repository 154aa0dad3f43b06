/**
 * Which rows of `ledger_total` add up to what balances hold (EXP-1): a face enters its expiry's bucket with its issue,
 * `open` adds nothing, a whole issue that was withdrawn leaves it again, and what moved has moved.
 */
export const HELD = `((class <> 'fund' and kind <> 'open') or (class = 'fund' and part = 'issued')
  or (class = 'fund' and kind = 'withdraw' and part = 'cancelled'))`;
