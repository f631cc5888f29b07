import { createHash, X509Certificate } from "node:crypto";
import type { Root } from "./certificate.ts";
import { escapeMarkup } from "./markup.ts";

/** Fills a message in the reader's language; the catalogue bound to a locale. */
export type Say = (key: string, params?: Record<string, string | number>) => string;

export type RootFile = { name: string; type: string; body: Buffer };

/** DER under the media type that makes Windows, Android and Firefox offer to install it (RFC 2585). */
export const rootCrt = (root: Root): RootFile => ({
  name: "diwan-root.crt",
  type: "application/x-x509-ca-cert",
  body: new X509Certificate(root.pem).raw,
});

/** PEM, for Linux and for administrators' tools. */
export const rootPem = (root: Root): RootFile => ({
  name: "diwan-root.pem",
  type: "application/x-pem-file",
  body: Buffer.from(root.pem),
});

/**
 * A configuration profile for iPhone, iPad and Mac that holds the root alone (payload com.apple.security.root). Not
 * signed: nothing the device trusts could sign it yet. Its identifiers follow from the root, so that installing it
 * twice replaces it.
 */
export function rootProfile(root: Root, host: string, say: Say): RootFile {
  const name = say("tls.root_profile_name", { host });
  const description = say("tls.root_profile_description", { host });
  const identifier = `diwan.root.${host}`;
  const certificate = [
    string("PayloadType", "com.apple.security.root"),
    "<key>PayloadVersion</key><integer>1</integer>",
    string("PayloadIdentifier", `${identifier}.certificate`),
    string("PayloadUUID", uuidOf(root, "certificate")),
    string("PayloadDisplayName", name),
    string("PayloadDescription", description),
    string("PayloadCertificateFileName", "diwan-root.crt"),
    `<key>PayloadContent</key><data>${rootCrt(root).body.toString("base64")}</data>`,
  ];
  const profile = [
    `<key>PayloadContent</key><array><dict>${certificate.join("")}</dict></array>`,
    string("PayloadType", "Configuration"),
    "<key>PayloadVersion</key><integer>1</integer>",
    string("PayloadIdentifier", identifier),
    string("PayloadUUID", uuidOf(root, "profile")),
    string("PayloadDisplayName", name),
    string("PayloadDescription", description),
    "<key>PayloadRemovalDisallowed</key><false/>",
  ];
  return {
    name: "diwan-root.mobileconfig",
    type: "application/x-apple-aspen-config",
    body: Buffer.from(
      `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>${profile.join("\n")}</dict></plist>
`,
    ),
  };
}

const string = (key: string, value: string) => `<key>${key}</key><string>${escapeMarkup(value)}</string>`;

/** A stable identifier in the form of a UUID version 8 (RFC 9562 section 5.8), from the root's fingerprint. */
function uuidOf(root: Root, part: string): string {
  const bytes = createHash("sha256").update(`${root.fingerprint}/${part}`).digest();
  bytes[6] = 0x80 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString("hex").slice(0, 32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5").toUpperCase();
}
