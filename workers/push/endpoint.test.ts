import { describe, expect, test } from "vitest";
import { isPushEndpoint } from "./endpoint.ts";

describe("PSH-4: what counts as the address of a push service", () => {
  test.each([
    "https://fcm.googleapis.com/fcm/send/dUx:APA91b",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
    "https://web.push.apple.com/QGuQyavXutnMG",
    "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAB",
  ])("%s is one", (endpoint) => {
    expect(isPushEndpoint(endpoint, "production")).toBe(true);
  });

  test.each([
    "http://fcm.googleapis.com/fcm/send/x",
    "https://fcm.googleapis.com:8443/fcm/send/x",
    "https://user:word@fcm.googleapis.com/fcm/send/x",
    "https://fcm.googleapis.com.evil.example/x",
    "https://evilfcm.googleapis.com/x",
    "https://push.apple.com.evil.example/x",
    "https://evilpush.apple.com/x",
    "https://notify.windows.com.evil.example/x",
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]/x",
    "https://localhost/x",
    "http://127.0.0.1:9000/x",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "fcm.googleapis.com/x",
    "",
  ])("%s is none", (endpoint) => {
    expect(isPushEndpoint(endpoint, "production")).toBe(false);
  });

  test("a developer's machine may push to itself, and to nobody else's by http", () => {
    expect(isPushEndpoint("http://127.0.0.1:9000/x", "local")).toBe(true);
    expect(isPushEndpoint("http://localhost:9000/x", "local")).toBe(true);
    expect(isPushEndpoint("http://127.0.0.1.evil.example/x", "local")).toBe(false);
    expect(isPushEndpoint("http://192.168.0.1/x", "local")).toBe(false);
  });
});
