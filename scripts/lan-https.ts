/**
 * HTTPS on the local network: a phone gives its camera to secure pages only.
 */
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:https";
import { isIP, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";

/** iOS refuses certificates that live longer than 825 days. */
const CERTIFICATE_DAYS = 800;

/** The machine's IPv4 addresses that others on its network can reach, most likely one first. */
export function lanAddresses(): string[] {
  const found = Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter((each) => each.family === "IPv4" && !each.internal && !each.address.startsWith("169.254."))
      // Bridges of containers and virtual machines reach no phone.
      .map((each) => ({
        address: each.address,
        rank: /^(docker|br-|veth|virbr|vmnet|utun)/.test(name) ? 1 : 0,
      })),
  );
  return found.sort((a, b) => a.rank - b.rank).map((each) => each.address);
}

export interface Certificate {
  key: string;
  cert: string;
}

/**
 * The installation's own certificate for `hosts`, made on first use and kept, so that a phone is asked to
 * trust it once. Made anew when the machine has an address that the old one does not name.
 */
export async function certificateFor(stateDir: string, hosts: string[]): Promise<Certificate> {
  const path = join(stateDir, "certificate.json");
  if (existsSync(path)) {
    const kept = JSON.parse(readFileSync(path, "utf8")) as Certificate & { hosts: string[]; untilMs: number };
    if (hosts.every((host) => kept.hosts.includes(host)) && Date.now() < kept.untilMs) return kept;
  }
  const untilMs = Date.now() + CERTIFICATE_DAYS * 24 * 3600 * 1000;
  const made = await generate([{ name: "commonName", value: "Tegata on this machine" }], {
    keyType: "ec",
    algorithm: "sha256",
    notAfterDate: new Date(untilMs),
    extensions: [
      // A phone only lets its owner trust a root, so this one certificate is root and server in one.
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", digitalSignature: true, keyCertSign: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: hosts.map((host) =>
          isIP(host) ? { type: 7 as const, ip: host } : { type: 2 as const, value: host },
        ),
      },
    ],
  });
  const kept = { key: made.private, cert: made.cert, hosts, untilMs };
  writeFileSync(path, JSON.stringify(kept), { mode: 0o600 });
  chmodSync(path, 0o600);
  writeFileSync(join(stateDir, "certificate.crt"), made.cert);
  return kept;
}

/**
 * Listens for HTTPS on every address at `port` and hands each request on to http at `httpPort`, WebSockets
 * included, saying in `x-forwarded-proto` that it came over TLS. Returns the function that stops it.
 */
export async function listenHttps(
  { key, cert }: Certificate,
  port: number,
  httpPort: number,
): Promise<() => Promise<void>> {
  const onward = (headers: NodeJS.Dict<string | string[]>, method = "GET", path = "/") =>
    request({
      host: "127.0.0.1",
      port: httpPort,
      method,
      path,
      headers: { ...headers, "x-forwarded-proto": "https" },
      setHost: false,
    });

  const server = createServer({ key, cert }, (incoming, reply) => {
    const outgoing = onward(incoming.headers, incoming.method, incoming.url);
    outgoing.on("response", (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(reply);
    });
    outgoing.on("error", () => {
      if (!reply.headersSent) reply.writeHead(502);
      reply.end();
    });
    reply.on("close", () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
  server.on("upgrade", (incoming, socket, head) => {
    const outgoing = onward(incoming.headers, incoming.method, incoming.url);
    outgoing.on("upgrade", (answer, inner: Socket, innerHead: Buffer) => {
      const lines = [`HTTP/1.1 101 ${answer.statusMessage}`];
      for (let i = 0; i < answer.rawHeaders.length; i += 2) {
        lines.push(`${answer.rawHeaders[i]}: ${answer.rawHeaders[i + 1]}`);
      }
      socket.write(`${lines.join("\r\n")}\r\n\r\n`);
      if (innerHead.length > 0) socket.write(innerHead);
      if (head.length > 0) inner.write(head);
      socket.pipe(inner).pipe(socket);
      socket.on("error", () => inner.destroy());
      inner.on("error", () => socket.destroy());
    });
    outgoing.on("response", (answer) => {
      socket.end(`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\nconnection: close\r\n\r\n`);
      answer.resume();
    });
    outgoing.on("error", () => socket.destroy());
    outgoing.end();
  });
  const open = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "0.0.0.0", resolve);
  });
  return () =>
    new Promise((resolve) => {
      for (const socket of open) socket.destroy();
      server.close(() => resolve());
    });
}
