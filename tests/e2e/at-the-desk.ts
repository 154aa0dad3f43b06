import assert from "node:assert/strict";
import { join } from "node:path";
import { type Device, pdfToPictures, printPage, type TestContext } from "./harness.ts";

/**
 * From the desk's form to the sheets in the guest's hand: one guest to print preview is two inputs and one button (S9),
 * counted here. Returns the printed sheets as pictures.
 */
export async function issueAndHandOver(
  ctx: TestContext,
  { page }: Device,
  stay: { readonly reference: string; readonly guests: number },
): Promise<string[]> {
  await page.getByRole("heading", { name: "クーポンの発行" }).waitFor();
  let inputs = 0;
  const enter = async (label: string, value: string) => {
    inputs += 1;
    await page.getByLabel(label).fill(value);
  };
  await enter("予約番号", stay.reference);
  await enter("人数", String(stay.guests));
  assert.ok(inputs <= 2, "at most two inputs");
  await page.getByRole("button", { name: `${stay.guests}枚を発行して印刷` }).click();
  await page.locator(".page--a6").first().waitFor();
  const pdf = await printPage(page, join(ctx.workDir, `${stay.reference}.pdf`));
  const pictures = await pdfToPictures(pdf, ctx.workDir);
  assert.equal(pictures.length, stay.guests, "each coupon prints as one page");
  await page.getByRole("button", { name: "お渡ししました" }).click();
  await page.getByText("お渡し済み").first().waitFor();
  return pictures;
}
