import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { get } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Certificate, certificateFor, listenHttps } from "./lan-https.ts";

const stateDir = mkdtempSync(join(tmpdir(), "tegata-https-"));
let inner: Server;
let certificate: Certificate;
let port: number;
let stop: () => Promise<void>;

beforeAll(async () => {
  inner = createServer((request, reply) => {
    reply.setHeader("set-cookie", ["a=1", "b=2"]);
    reply.end(`${request.headers["x-forwarded-proto"]} ${request.headers.host} ${request.url}`);
  });
  inner.on("upgrade", (request, socket) => {
    const scheme = request.headers["x-forwarded-proto"];
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nupgrade: echo\r\nconnection: upgrade\r\n\r\n${scheme}:`,
    );
    socket.pipe(socket);
  });
  inner.listen(0, "127.0.0.1");
  await once(inner, "listening");
  certificate = await certificateFor(stateDir, ["localhost", "127.0.0.1"]);
  const probe = createServer().listen(0);
  await once(probe, "listening");
  port = (probe.address() as AddressInfo).port;
  probe.close();
  stop = await listenHttps(certificate, port, (inner.address() as AddressInfo).port);
});

afterAll(async () => {
  await stop();
  inner.close();
});

describe("https on the network", () => {
  test("a request comes through, trusted by the certificate's own name, as having been https", async () => {
    const request = get({ host: "localhost", port, path: "/wallet/?a=b", ca: certificate.cert });
    const [reply] = await once(request, "response");
    let body = "";
    for await (const chunk of reply) body += chunk;
    expect(body).toBe(`https localhost:${port} /wallet/?a=b`);
    expect(reply.headers["set-cookie"]).toEqual(["a=1", "b=2"]);
  });

  test("a WebSocket's bytes pass both ways", async () => {
    const socket = connect({ host: "localhost", port, ca: certificate.cert }) as Socket;
    await once(socket, "secureConnect");
    socket.write("GET /feed HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n");
    let heard = "";
    socket.on("data", (chunk) => {
      heard += chunk;
      if (heard.endsWith("https:")) socket.write("hello");
    });
    await expect.poll(() => heard).toMatch(/^HTTP\/1\.1 101 .*https:hello$/s);
    socket.destroy();
  });

  test("the certificate is kept until the machine has an address it does not name", async () => {
    const again = await certificateFor(stateDir, ["localhost"]);
    expect(again.cert).toBe(certificate.cert);
    const moved = await certificateFor(stateDir, ["localhost", "192.0.2.7"]);
    expect(moved.cert).not.toBe(certificate.cert);
  });
});
