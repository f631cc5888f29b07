import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { TlsError } from "./errors.ts";

/** A label of a host name: RFC 1123 section 2.1, in its ASCII form (RFC 5890 A-label). */
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/**
 * The ASCII form of a host name or address under which the office reaches Diwan; an Arabic name becomes punycode.
 * @throws TlsError tls.host_invalid
 */
export function hostName(typed: string): string {
  const bare = typed
    .trim()
    .toLowerCase()
    .replace(/^\[|\]$/g, "");
  if (isIP(bare) && !bare.includes("%")) return bare;
  // An address typed with its scheme or path is not cut to its host: the administrator learns what was meant.
  const ascii = /[\s/?#@:\\%]/.test(bare) ? "" : domainToASCII(bare.replace(/\.$/, ""));
  if (!ascii || ascii.length > 253 || !ascii.split(".").every((label) => LABEL.test(label)) || isIP(ascii))
    throw new TlsError("tls.host_invalid", { host: typed });
  return ascii;
}

/** Host and further names, each once, the host first. */
export const certificateNames = (host: string, extraNames: readonly string[] = []): string[] => [
  ...new Set([host, ...extraNames].map(hostName)),
];

/** The 4 or 16 octets of an address, as they stand in a certificate (RFC 5280 section 4.2.1.6). */
export function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split(".").map(Number));
  const bare = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = "", tail] = bare.split("::");
  const groups = (text: string) => (text ? text.split(":").map((group) => Number.parseInt(group, 16)) : []);
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const all = [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}
