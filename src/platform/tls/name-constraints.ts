import { isIP } from "node:net";
import { addressBytes } from "./names.ts";

export const NAME_CONSTRAINTS_OID = "2.5.29.30";

/**
 * Name constraints (RFC 5280 section 4.2.1.10) that let the internal authority vouch for these names and nothing else:
 * whoever steals its key cannot impersonate another site to the people who trusted it. A DNS entry also covers
 * names below it. A kind of name without a permitted entry would be free, so it is excluded whole.
 * @returns the DER of the extension's value
 */
export function nameConstraints(names: readonly string[]): Buffer {
  const addresses = names.filter((name) => isIP(name));
  const domains = names.filter((name) => !isIP(name));
  const permitted = [
    ...domains.map((name) => subtree(DNS, Buffer.from(name, "ascii"))),
    ...addresses.map((address) => subtree(IP, withMask(addressBytes(address)))),
  ];
  const excluded = [
    ...(domains.length === 0 ? [subtree(DNS, Buffer.alloc(0))] : []),
    ...([4, 6] as const)
      .filter((version) => !addresses.some((address) => isIP(address) === version))
      .map((version) => subtree(IP, Buffer.alloc(version === 4 ? 8 : 32))),
  ];
  return der(SEQUENCE, der(PERMITTED, ...permitted), ...(excluded.length > 0 ? [der(EXCLUDED, ...excluded)] : []));
}

const SEQUENCE = 0x30;
const PERMITTED = 0xa0;
const EXCLUDED = 0xa1;
/** GeneralName choices: [2] dNSName, [7] iPAddress. */
const DNS = 0x82;
const IP = 0x87;

const subtree = (choice: number, value: Buffer) => der(SEQUENCE, der(choice, value));
const withMask = (address: Buffer) => Buffer.concat([address, Buffer.alloc(address.length, 0xff)]);

function der(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), length(body.length), body]);
}

function length(octets: number): Buffer {
  if (octets < 0x80) return Buffer.from([octets]);
  const hex = octets.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}
