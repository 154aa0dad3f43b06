import type { FaceName } from "./face.ts";

/**
 * Emblems of the regional faces, on a 48 grid, as the little of SVG that screens and printed sheets both draw. Colours are the
 * face's own tokens, so that an emblem wears whatever it stands in.
 */
export const EMBLEMS = {
  shiosai:
    '<circle cx="24" cy="24" r="24" fill="var(--face)"/><circle cx="24" cy="24" r="22.5" fill="none" stroke="var(--face-2)" stroke-width="1.5"/><circle cx="30" cy="16.5" r="5.5" fill="var(--face-2)"/><path d="M7.5 25c5.5 0 5.5 5 11 5s5.5-5 11-5 5.5 5 11 5M9.5 33c4.8 0 4.8 4.5 9.5 4.5s5-4.5 10-4.5 4.8 4.5 9 4.5" fill="none" stroke="var(--on-face)" stroke-width="3" stroke-linecap="round"/>',
  yamanami:
    '<circle cx="24" cy="24" r="24" fill="var(--face)"/><circle cx="24" cy="24" r="22.5" fill="none" stroke="var(--face-2)" stroke-width="1.5"/><circle cx="33" cy="15" r="4.5" fill="var(--face-2)"/><path d="M8 35 20 16l7 11 4-5 9 13" fill="none" stroke="var(--on-face)" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/><path d="M15.5 35h17" stroke="var(--face-2)" stroke-width="3" stroke-linecap="round"/>',
  fujino:
    '<circle cx="24" cy="24" r="24" fill="var(--face)"/><circle cx="24" cy="24" r="22.5" fill="none" stroke="var(--face-2)" stroke-width="1.5"/><path d="M10 14c8-5 20-5 28 0" fill="none" stroke="var(--on-face)" stroke-width="3" stroke-linecap="round"/><g fill="var(--face-2)"><circle cx="16" cy="20" r="3"/><circle cx="24" cy="19" r="3"/><circle cx="32" cy="20" r="3"/><circle cx="20" cy="26.5" r="2.7"/><circle cx="28" cy="26.5" r="2.7"/><circle cx="24" cy="33" r="2.4"/><circle cx="24" cy="38.5" r="1.7"/></g>',
  kakisaka:
    '<circle cx="24" cy="24" r="24" fill="var(--face)"/><circle cx="24" cy="24" r="22.5" fill="none" stroke="var(--face-2)" stroke-width="1.5"/><path d="M24 15c10 0 15 5 15 12s-6 12-15 12S9 34 9 27s5-12 15-12z" fill="var(--face-2)"/><path d="M24 23c-2-3.5-5.5-4.5-10-4 2-3.5 5.5-5 8-4.5V9.5h4v5c2.5-.5 6 1 8 4.5-4.5-.5-8 .5-10 4z" fill="var(--on-face)" stroke="var(--face)" stroke-width="1.5" stroke-linejoin="round"/>',
} as const satisfies { readonly [Name in FaceName]: string };
