import { expect, test } from "vitest";
import { networkOf, widerNetworkOf } from "./network.ts";

test("CPN-3, S21: guesses from any address of one IPv6 network count together", () => {
  const same = ["2001:db8:1:2::1", "2001:0DB8:0001:0002:ffff:1:2:3", "2001:db8:1:2:a:b:c:d"];
  expect(new Set(same.map(networkOf))).toEqual(new Set(["2001:db8:1:2::/64"]));
  expect(networkOf("2001:db8:1:3::1")).not.toBe(networkOf("2001:db8:1:2::1"));
  expect(networkOf("2001:db8::1")).toBe("2001:db8:0:0::/64");
  expect(networkOf("::1")).toBe("0:0:0:0::/64");
});

test("CPN-3: an IPv4 address stands for itself, also where it is written as IPv6", () => {
  expect(networkOf("192.0.2.7")).toBe("192.0.2.7");
  expect(networkOf("::ffff:192.0.2.7")).toBe("192.0.2.7");
  expect(networkOf("local")).toBe("local");
});

test("RES-4: neighbours count together too: /24 of IPv4, /56 of IPv6", () => {
  expect(widerNetworkOf("192.0.2.7")).toBe("192.0.2.0/24");
  expect(widerNetworkOf("::ffff:192.0.2.200")).toBe("192.0.2.0/24");
  const same = ["2001:db8:1:100::1", "2001:0db8:0001:01ff::2"].map(widerNetworkOf);
  expect(new Set(same)).toEqual(new Set(["2001:db8:1:100::/56"]));
  expect(widerNetworkOf("2001:db8:1:200::1")).not.toBe(same[0]);
  expect(widerNetworkOf("2001:db8:1:2::1")).toBe("2001:db8:1:0::/56");
  expect(widerNetworkOf("local")).toBe("local");
});
