import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { skipped } from "#platform/testing/skipped.ts";
import { leaves, TRACED_CALLS, tracedConnections, whyNoTrace } from "./traced-connections.ts";

const SEEN = `
812 connect(21, {sa_family=AF_UNIX, sun_path="/run/x.sock"}, 110) = 0
812 connect(22, {sa_family=AF_INET, sin_port=htons(3000), sin_addr=inet_addr("127.0.0.1")}, 16) = -1 EINPROGRESS
813 connect(23, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2606:4700::1111", &sin6_addr), sin6_scope_id=0}, 28) = -1 ENETUNREACH
813 sendmmsg(24, [{msg_hdr={msg_name={sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.1")}, msg_namelen=16, msg_iov=[]}}], 2, 0) = 2
813 sendmsg(25, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="x", iov_len=1}]}, 0) = 1
`;

test("places are read from a trace, Unix sockets are none", () => {
  expect(tracedConnections(SEEN)).toEqual([
    { call: "connect", address: "127.0.0.1", port: 3000 },
    { call: "connect", address: "2606:4700::1111", port: 443 },
    { call: "sendmmsg", address: "127.0.0.1", port: 53 },
  ]);
});

test("leaving is any address beyond this machine, and any question for a name", () => {
  expect(tracedConnections(SEEN).map(leaves)).toEqual([false, true, true]);
});

test.skipIf(skipped(whyNoTrace()))("the trap works: a program that tries is seen", () => {
  const script = `
    const { connect } = require("node:net");
    connect({ host: "192.0.2.1", port: 81 }).on("error", () => {});
    setTimeout(() => process.exit(), 100);`;
  const file = join(mkdtempSync(join(tmpdir(), "diwan-trace-")), "trace");
  const options = ["-f", "--seccomp-bpf", "-qq", "-e", `trace=${TRACED_CALLS}`, "-e", "signal=none", "-o", file];
  execFileSync("unshare", ["--net", "strace", ...options, process.execPath, "-e", script]);
  const output = readFileSync(file, "latin1");
  expect(tracedConnections(output)).toContainEqual({ call: "connect", address: "192.0.2.1", port: 81 });
});
