import assert from "node:assert/strict";
import { join } from "node:path";
import { type Device, pdfToPictures, printPage, type TestContext } from "./harness.ts";

/** What the other tests' scanning rests on: the fake camera sees the printed page that was shown to it last. */
export const name = "camera";
export const unseeded = true;

export async function run(ctx: TestContext): Promise<void> {
  const phone = await ctx.device("phone");
  // Any page of a secure origin will do; that nobody is signed in on it is no error here.
  phone.allow(/status of 401/);
  await phone.page.goto(`${ctx.url}/wallet/`);
  for (const [colour, rgb] of [
    ["rgb(200,0,0)", [200, 0, 0]],
    ["rgb(0,0,200)", [0, 0, 200]],
  ] as const) {
    const paper = await phone.context.newPage();
    await paper.setContent(
      `<style>@page { size: A6; margin: 0 } html { background: ${colour}; print-color-adjust: exact }</style>`,
    );
    const pdf = await printPage(paper, join(ctx.workDir, `${colour}.pdf`));
    await paper.close();
    const [picture] = await pdfToPictures(pdf, ctx.workDir);
    assert.ok(picture !== undefined, "one page was printed");
    await phone.camera.show(picture, { tiltDegrees: 5 });
    const seen = await middleOfCamera(phone);
    for (const [i, value] of rgb.entries()) {
      assert.ok(Math.abs((seen[i] ?? -1) - value) < 30, `the camera sees ${colour}, not ${seen}`);
    }
  }
}

/** The colour in the middle of what a new getUserMedia delivers. */
function middleOfCamera(device: Device): Promise<number[]> {
  return device.page.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: true });
    const video = document.createElement("video");
    video.muted = true;
    video.srcObject = stream;
    await video.play();
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    const drawing = canvas.getContext("2d");
    if (drawing === null) throw new Error("no canvas");
    drawing.drawImage(video, 0, 0);
    const pixel = drawing.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
    for (const track of stream.getTracks()) track.stop();
    return [...pixel.slice(0, 3)];
  });
}
