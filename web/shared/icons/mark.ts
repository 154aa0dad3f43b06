/** The pass cut in two halves: the product's mark, on a 48 grid. */
export const MARK =
  '<path d="M24 3 40 13v32H8V13z" fill="currentColor"/><circle cx="24" cy="15" r="3.5" fill="var(--paper)"/><path d="M8 27h11l3 4h4l3-4h11" fill="none" stroke="var(--paper)" stroke-width="3"/>';
