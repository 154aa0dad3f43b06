/** The directory of 全銀協 as the package has it; it brings no types of its own. */
declare module "zengin-code" {
  interface Branch {
    readonly code: string;
    readonly name: string;
    /** Full-width katakana. */
    readonly kana: string;
  }
  const banks: {
    readonly [code: string]: Branch & { readonly branches: { readonly [code: string]: Branch } };
  };
  export default banks;
}
