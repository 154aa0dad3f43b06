import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { run as runProgram } from "../../scripts/steps.ts";
import { freshOperation, freshPhone, issueCodes, signInResident, staffClient } from "../demo-people.ts";
import { DESK, type TestContext, until } from "./harness.ts";
import { demoAccount, signIn } from "./people.ts";

/**
 * B6, POS-1 to POS-7: a shop makes a key on its page, its programs (exactly those of examples/pos) take payments by curl and by
 * TypeScript, from paper and from a phone's code, and hear of them at an address of their own, signed; an old message is refused,
 * one that is sent again is had already, and an ended key opens nothing.
 */
export const name = "pos";

const STORE = "喫茶 みなと";
const EXAMPLES = fileURLToPath(new URL("../../examples/pos/", import.meta.url));

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "there is demo data");
  const desk = await staffClient(ctx.url, ctx.demo, "issuer-desk");
  const [forCurl = "", forProgram = "", forPhone = "", ...forLost] = await issueCodes(desk, 5, 3_000);
  const { page } = await ctx.device("office", { viewport: DESK });
  await signIn(ctx, page, "/admin/", demoAccount(ctx, "merchant-head"));

  const key = await makeKey(page);
  const port = await freePort();
  const secret = await makeWebhook(page, `http://127.0.0.1:${port}/tegata`);
  const receiver = new Receiver(secret, port);
  try {
    await receiver.says(/^listening on/);
    const env = (file: string) => ({
      TEGATA_URL: ctx.url,
      TEGATA_KEY: key,
      OPERATION_FILE: `${ctx.workDir}/${file}`,
    });

    const byCurl = await program("bash", ["pay.sh", forCurl, "700"], env("curl.txt"));
    const [, paidByCurl = ""] = /^paid 700 yen, receipt \d{4}, operation (\S+)$/m.exec(byCurl.output) ?? [];
    assert.notEqual(paidByCurl, "", byCurl.output);
    await receiver.says(new RegExp(`^took payment.made ${paidByCurl} 700$`));
    ctx.log("700 yen by curl, and the shop's own system heard of it");

    const byProgram = await program(
      "node",
      ["pay.ts", forProgram, "1200", "void", "打ちまちがい"],
      env("program.json"),
    );
    assert.match(byProgram.output, /^can pay 3000 yen$/m);
    assert.match(byProgram.output, /^voided 1200 yen$/m);
    const [, paid = ""] =
      /^paid 1200 yen, receipt \d{4}, 1800 yen left, operation (\S+)$/m.exec(byProgram.output) ?? [];
    await receiver.says(new RegExp(`^took payment.made ${paid} 1200$`));
    await receiver.says(/^took payment.voided \S+ 1200$/);
    ctx.log("1,200 yen by the program, voided");

    const phone = await ctx.device("phone");
    const resident = await signInResident(phone.context, ctx.url, freshPhone());
    await resident.charge(forPhone);
    const { wallets } = await resident.done<Wallets>("GET", "wallets");
    const [wallet] = wallets;
    assert.ok(wallet, "the phone has a wallet");
    const { code } = await resident.done<{ code: string }>(
      "POST",
      `wallets/${wallet.pay.programmeId}/codes`,
      { operationId: freshOperation(wallet.idTail) },
    );
    const ofPhone = await program("node", ["pay.ts", code, "450"], env("phone.json"));
    assert.match(ofPhone.output, /^paid 450 yen, receipt \d{4}, 2550 yen left/m);
    const again = await program("bash", ["pay.sh", code, "450"], env("again.txt"));
    assert.equal(again.code, 1);
    assert.match(again.output, /^refused: payment-code-(over|unknown)$/m);
    await receiver.says(/^took payment.made \S+ 450$/);
    ctx.log("450 yen from a phone's code, which is over then");

    for (const [at, sheet] of forLost.entries())
      await lostReply(ctx, sheet, at === 0 ? "pay.sh" : "pay.ts", env);

    await messages(ctx, page, receiver, { paid, secret, port });

    await page.goto(`${ctx.url}/admin/pos`);
    await page.getByLabel("お店").selectOption(STORE);
    await page.getByRole("button", { name: "終わらせる" }).click();
    await page.getByLabel("理由").fill("レジを入れかえた");
    await page.getByRole("dialog").getByRole("button", { name: "終わらせる" }).click();
    await page.getByText("終わり", { exact: true }).waitFor();
    const late = await program("bash", ["pay.sh", forCurl, "100"], env("late.txt"));
    assert.deepEqual([late.code, late.output.trim()], [1, "refused: key-refused"]);
    ctx.log("the ended key opens nothing");
  } finally {
    await receiver.stop();
  }
}

interface Wallets {
  readonly wallets: readonly { readonly idTail: string; readonly pay: { readonly programmeId: string } }[];
}

/** The system takes the payment and its reply is lost on the way: the program asks, and tells the truth (B1, OPR-5). */
async function lostReply(
  ctx: TestContext,
  sheet: string,
  file: string,
  env: (name: string) => Record<string, string>,
): Promise<void> {
  let lost = 0;
  const line = createHttpServer(async (request, reply) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = await fetch(ctx.url + request.url, {
      method: request.method ?? "GET",
      headers: {
        authorization: request.headers.authorization ?? "",
        "content-type": request.headers["content-type"] ?? "",
      },
      body: Buffer.concat(chunks),
    });
    const body = await answer.text();
    if (request.url?.endsWith("/payments") && lost++ === 0) request.socket.destroy();
    else reply.writeHead(answer.status, { "content-type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => line.listen(0, "127.0.0.1", resolve));
  try {
    const url = `http://127.0.0.1:${(line.address() as AddressInfo).port}`;
    const ran = await program(file.endsWith(".sh") ? "bash" : "node", [file, sheet, "900"], {
      ...env(`lost-${file}`),
      TEGATA_URL: url,
    });
    assert.match(ran.output, /^paid 900 yen, receipt \d{4}/m, ran.output);
    assert.ok(lost > 0, "a reply was lost");
    const after = await program("node", ["pay.ts", sheet, "1"], env("after.json"));
    assert.match(after.output, /^can pay 2100 yen$/m, "it was paid once");
    ctx.log(`${file}: the reply was lost, it was paid once, and the program says so`);
  } finally {
    line.closeAllConnections();
    line.close();
  }
}

/** The list of messages on the page, a test, one that is sent again, one that is played again. */
async function messages(
  ctx: TestContext,
  page: Page,
  receiver: Receiver,
  { paid, secret, port }: { readonly paid: string; readonly secret: string; readonly port: number },
): Promise<void> {
  await page.goto(`${ctx.url}/admin/pos/webhooks`);
  await page.getByRole("link", { name: `http://127.0.0.1:${port}/tegata` }).click();
  await page.getByRole("button", { name: "試しに送る" }).click();
  await receiver.says(/^took test \S+ $/);
  const row = page.getByRole("row", { name: new RegExp(paid) });
  await row.getByText("届きました").waitFor();
  await row.getByRole("button", { name: /送りなおす/ }).click();
  await receiver.says(new RegExp(`^had ${paid}$`));
  ctx.log("a test, and a message that is sent again, which the shop's system has already");

  const body = JSON.stringify({ version: 1, id: paid, type: "payment.made", atMs: 0, data: null });
  const old = Math.floor(Date.now() / 1_000) - 3_600;
  const mac = createHmac("sha256", secret).update(`${old}.${body}`).digest("hex");
  const played = await fetch(`http://127.0.0.1:${port}/tegata`, {
    method: "POST",
    headers: { "tegata-signature": `t=${old},v1=${mac}` },
    body,
  });
  assert.equal(played.status, 401, "an old message is refused, however well it is signed");
  await receiver.says(/^not genuine$/);
}

/** Makes a key on the shop's page and reads it there, the only time that it is shown. */
async function makeKey(page: Page): Promise<string> {
  await page.getByRole("link", { name: "レジ連携" }).click();
  await page.getByRole("heading", { name: "レジ連携" }).waitFor();
  await page.getByLabel("お店").selectOption(STORE);
  await page.getByRole("button", { name: "新しいキー" }).click();
  await page.getByLabel("名前").fill("POS 1号");
  // The store has several tills, and the programs name none.
  await page.getByLabel("支払いを受けるレジ").selectOption("レジ1");
  await page.getByRole("button", { name: "つくる" }).click();
  const key = await shownOnce(page, "キーができました");
  await page.getByRole("rowheader", { name: /POS 1号/ }).waitFor();
  assert.match(key, /^tegata_pos_[0-9a-z]{39}$/);
  return key;
}

async function makeWebhook(page: Page, url: string): Promise<string> {
  await page.getByRole("link", { name: "通知先" }).click();
  await page.getByRole("button", { name: "新しい通知先" }).click();
  await page.getByLabel("通知先のアドレス").fill(url);
  await page.getByRole("button", { name: "つくる" }).click();
  return shownOnce(page, "署名の鍵ができました");
}

async function shownOnce(page: Page, title: string): Promise<string> {
  await page.getByRole("heading", { name: title }).waitFor();
  const text = await page.locator("[data-secret]").textContent();
  await page.getByLabel("控えました").check();
  await page.getByRole("button", { name: "閉じる" }).click();
  await page.locator("[data-secret]").waitFor({ state: "detached" });
  return text?.trim() ?? "";
}

function program(command: string, [file = "", ...args]: string[], env: Record<string, string>) {
  return runProgram(command, [EXAMPLES + file, ...args], { env });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** The shop's own server, examples/pos/receive.ts as it is. */
class Receiver {
  readonly #child: ChildProcess;
  #lines: string[] = [];

  constructor(secret: string, port: number) {
    this.#child = spawn("node", [`${EXAMPLES}receive.ts`], {
      env: { ...process.env, TEGATA_SECRET: secret, PORT: String(port) },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#child.stdout?.on("data", (chunk: Buffer) => {
      this.#lines.push(
        ...chunk
          .toString("utf8")
          .split("\n")
          .filter((line) => line !== ""),
      );
    });
  }

  /** Waits until it has said a line, and takes it: the same line counts once. */
  async says(line: RegExp): Promise<void> {
    await until(`the shop's server says ${line}`, async () => this.#lines.some((one) => line.test(one)));
    const at = this.#lines.findIndex((one) => line.test(one));
    this.#lines = this.#lines.toSpliced(at, 1);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.kill();
    await ended;
  }
}
