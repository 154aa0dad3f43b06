/**
 * A server that hears of payments, checks that it is Tegata that tells, and takes each event once:
 *
 *   TEGATA_SECRET=tegata_whsec_… PORT=8080 node receive.ts
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const { TEGATA_SECRET = "", PORT = "8080" } = process.env;
/** Older messages are refused: whoever kept one can't play it again. Tegata signs anew with each try. */
const GOOD_FOR_SECONDS = 300;

/** Events that were taken. In a real system a table with the id as its key, written together with what the event changes. */
const taken = new Set<string>();

/** Whether a message is Tegata's and fresh. `t=1764057600,v1=…,v1=…`: several while the secret is being replaced. */
export function isGenuine(signature: string, body: string, secret: string, nowSeconds: number): boolean {
  const parts = signature.split(",").map((part) => part.split("=", 2) as [string, string]);
  const time = parts.find(([name]) => name === "t")?.[1] ?? "";
  if (Math.abs(nowSeconds - Number(time)) > GOOD_FOR_SECONDS) return false;
  const expected = createHmac("sha256", secret).update(`${time}.${body}`).digest();
  return parts.some(([name, hex]) => {
    const given = Buffer.from(hex ?? "", "hex");
    return name === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

const server = createServer((request, reply) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    // The bytes as they came: JSON that was read and written again may look different.
    const body = Buffer.concat(chunks).toString("utf8");
    const signature = String(request.headers["tegata-signature"] ?? "");
    if (!isGenuine(signature, body, TEGATA_SECRET, Date.now() / 1_000)) {
      console.log("not genuine");
      reply.writeHead(401).end();
      return;
    }
    const event = JSON.parse(body);
    const isNew = !taken.has(event.id);
    taken.add(event.id);
    console.log(isNew ? `took ${event.type} ${event.id} ${event.data?.amountYen ?? ""}` : `had ${event.id}`);
    // 2xx in both cases: what was taken once need not come again.
    reply.writeHead(204).end();
  });
});
server.listen(Number(PORT), () => {
  const address = server.address();
  console.log(`listening on ${typeof address === "object" && address ? address.port : PORT}`);
});
