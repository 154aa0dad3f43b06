/**
 * What the wallet's libraries call and phones of S19 lack (iOS 13 to 15.3), as the language defines it. Imported first; does
 * nothing where the browser has it. `npm run check -- floors` names whatever else would be missing there.
 */
function lacking(owner: object, name: string, value: (...args: never[]) => unknown): void {
  if (!(name in owner)) Object.defineProperty(owner, name, { value, writable: true, configurable: true });
}

lacking(Object, "hasOwn", (owner: object, key: PropertyKey) => Object.hasOwn(owner, key));
lacking(Array.prototype, "at", function at(this: readonly unknown[], index: number) {
  return this[index < 0 ? this.length + index : index];
});
lacking(String.prototype, "replaceAll", function replaceAll(this: string, found: string, next: string) {
  return this.split(found).join(next);
});
