/** Places where nobody is in the middle of something. */
const AT_REST =
  /^\/wallet(\/(pays\/[^/]+|history|stores(\/[^/]+)?|notices|notifications|devices|help|settings)?)?\/?$/;

/** Whether a page may be loaded anew, or led elsewhere, without taking anything from whoever looks at it (NET-3, PSH-2). */
export function isAtRest(pathname: string): boolean {
  return AT_REST.test(pathname);
}
