import { expect, test } from "vitest";
import { isLoopback, reachOf } from "./addresses.ts";

test.each([
  ["8.8.8.8", "public"],
  ["196.200.130.1", "public"],
  ["172.15.255.255", "public"],
  ["172.32.0.1", "public"],
  ["100.128.0.1", "public"],
  ["2606:4700::1111", "public"],
  ["::ffff:8.8.8.8", "public"],
  ["64:ff9b::8.8.8.8", "public"],
  ["10.0.0.1", "private"],
  ["172.16.0.1", "private"],
  ["172.31.255.255", "private"],
  ["192.168.1.1", "private"],
  ["100.64.0.1", "private"],
  ["127.0.0.1", "private"],
  ["127.255.255.254", "private"],
  ["::1", "private"],
  ["fd12:3456::1", "private"],
  ["::ffff:10.0.0.1", "private"],
  ["::ffff:7f00:1", "private"],
  ["0:0:0:0:0:ffff:7f00:0001", "private"],
  ["::127.0.0.1", "private"],
  ["64:ff9b::10.0.0.1", "private"],
  ["2002:0a00:0001::1", "private"],
  ["0.0.0.0", "never"],
  ["169.254.169.254", "never"],
  ["::ffff:169.254.169.254", "never"],
  ["224.0.0.1", "never"],
  ["255.255.255.255", "never"],
  ["192.0.2.1", "never"],
  ["198.51.100.7", "never"],
  ["203.0.113.9", "never"],
  ["::", "never"],
  ["fe80::1", "never"],
  ["fe80::1%eth0", "never"],
  ["ff02::1", "never"],
  ["2001:db8::1", "never"],
  ["", "never"],
  ["localhost", "never"],
  ["010.0.0.1", "never"],
])("%s leads to: %s", (address, reach) => {
  expect(reachOf(address)).toBe(reach);
});

test.each([
  ["127.0.0.1", true],
  ["127.8.8.8", true],
  ["::1", true],
  ["::ffff:127.0.0.1", true],
  ["10.0.0.1", false],
  ["::ffff:10.0.0.1", false],
  ["127.0.0.1.evil.example", false],
  ["::2", false],
])("%s is this machine: %s", (address, loopback) => {
  expect(isLoopback(address)).toBe(loopback);
});
