import { BlockList, isIP } from "node:net";

/**
 * Where an address leads: `public` the internet; `private` the institution's network or this machine; `never` nowhere
 * a request may go (unspecified, link-local with its cloud metadata, multicast, documentation, reserved). RFC 6890.
 */
export type Reach = "public" | "private" | "never";

const PRIVATE = list(
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["::1", 128],
  ["fc00::", 7],
);

const NEVER = list(
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  ["::", 128],
  ["100::", 64],
  ["2001:db8::", 32],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
);

/** Classifies an IP address; what is no address leads nowhere. An IPv4 address inside an IPv6 one counts as itself. */
export function reachOf(address: string): Reach {
  const bare = address.split("%")[0]!;
  const version = isIP(bare);
  if (!version) return "never";
  const inner = version === 6 ? embedded(bare) : null;
  if (inner) return reachOf(inner);
  const family = version === 4 ? "ipv4" : "ipv6";
  if (NEVER.check(bare, family)) return "never";
  return PRIVATE.check(bare, family) ? "private" : "public";
}

/** Whether an address is this machine itself. */
export const isLoopback = (address: string): boolean => {
  const inner = isIP(address) === 6 ? embedded(address) : null;
  if (inner) return isLoopback(inner);
  return address === "::1" || (isIP(address) === 4 && address.startsWith("127."));
};

/** The IPv4 address that an IPv4-mapped, -compatible, NAT64 or 6to4 address leads to. */
function embedded(address: string): string | null {
  const groups = groupsOf(address);
  const from = (at: number) =>
    [groups[at]! >> 8, groups[at]! & 0xff, groups[at + 1]! >> 8, groups[at + 1]! & 0xff].join(".");
  const zeros = (count: number) => groups.slice(0, count).every((group) => group === 0);
  if (zeros(5) && groups[5] === 0xffff) return from(6);
  if (zeros(4) && groups[4] === 0xffff && groups[5] === 0) return from(6);
  if (zeros(6) && (groups[6] !== 0 || groups[7]! > 1)) return from(6);
  if (groups[0] === 0x64 && groups[1] === 0xff9b) return from(6);
  if (groups[0] === 0x2002) return from(1);
  return null;
}

/** The eight groups of an IPv6 address, written in any way. */
function groupsOf(address: string): number[] {
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const parse = (text: string) => (text ? text.split(":").map((group) => Number.parseInt(group, 16)) : []);
  const left = parse(head);
  const right = parse(tail ?? "");
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

function list(...subnets: [string, number][]): BlockList {
  const block = new BlockList();
  for (const [network, prefix] of subnets) block.addSubnet(network, prefix, isIP(network) === 4 ? "ipv4" : "ipv6");
  return block;
}
