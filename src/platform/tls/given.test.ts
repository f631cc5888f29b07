import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadOrIssue } from "./certificate.ts";
import { certificateState } from "./state.ts";

const HOST = "diwan.commune.ma";
const DAY_MS = 86_400_000;
// OpenSSL stamps the certificates while this runs.
const now = new Date(Date.now() + 600_000);
let dir: string;
const file = (name: string) => join(dir, name);

/** An authority with one intermediate, and what an administrator may be handed, made by OpenSSL. */
const MAKE = `
set -e
key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"; }
sign() { # name, issuer, extensions, more openssl options
  openssl req -new -key "$1.key" -subj "/CN=$1" -out "$1.csr"
  printf '%b' "$3" > "$1.ext"
  openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -extfile "$1.ext" -days 90 "\${@:4}" -out "$1.pem" 2>/dev/null
}
SAN=subjectAltName=DNS:${HOST},IP:10.1.2.3
for k in root middle leaf other; do key $k; done
openssl req -x509 -new -key root.key -subj /CN=root -days 3650 -out root.pem
sign middle root 'basicConstraints=critical,CA:true\\n'
sign leaf middle "$SAN\\nextendedKeyUsage=serverAuth\\n"
cat leaf.pem middle.pem > chain.pem
cat root.pem middle.pem leaf.pem > muddled.pem
cat leaf.key leaf.pem middle.pem > bundle.pem
openssl x509 -in leaf.pem -outform der -out leaf.cer
openssl pkcs8 -topk8 -in leaf.key -passout pass:secret -out leaf.enc.key
openssl pkcs8 -topk8 -in leaf.key -nocrypt -outform der -out leaf.der.key
openssl pkcs12 -export -inkey leaf.key -in leaf.pem -certfile middle.pem -passout pass:secret -out leaf.pfx
openssl pkcs12 -export -legacy -inkey leaf.key -in leaf.pem -passout pass:secret -out old.pfx
openssl pkcs12 -export -nokeys -in leaf.pem -passout pass:secret -out nokey.pfx
cp leaf.key client.key; sign client middle "$SAN\\nextendedKeyUsage=clientAuth\\n"
cp leaf.key wild.key; sign wild middle 'subjectAltName=DNS:*.commune.ma\\n'
cp leaf.key cnonly.key
openssl req -new -key leaf.key -subj /CN=${HOST} -out cnonly.csr
openssl x509 -req -in cnonly.csr -CA middle.pem -CAkey middle.key -days 90 -out cnonly.pem 2>/dev/null
openssl genrsa -out small.key 1024 2>/dev/null; sign small middle "$SAN\\n"
cp leaf.key sha1.key; sign sha1 middle "$SAN\\n" -sha1
openssl req -x509 -new -key leaf.key -subj /CN=self -days 90 -addext "$SAN" -out self.pem
`;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "diwan-given-"));
  execFileSync("bash", ["-c", MAKE], { cwd: dir, stdio: ["ignore", "ignore", "pipe"] });
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

type Given = { cert?: string; key?: string; pfx?: string; passphrase?: string; host?: string; at?: Date };
const load = (given: Given) =>
  loadOrIssue({
    dataDir: file("data"),
    host: given.host ?? HOST,
    ...(given.cert && { certFile: file(given.cert) }),
    ...(given.key && { keyFile: file(given.key) }),
    ...(given.pfx && { pfxFile: file(given.pfx) }),
    ...(given.passphrase && { passphrase: given.passphrase }),
    now: given.at ?? now,
  });

/** Whether a client that knows the root alone accepts the server: the intermediate must come along. */
async function accepted(secure: Awaited<ReturnType<typeof load>>["secure"]): Promise<boolean> {
  const server = createServer(secure).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { readFileSync } = await import("node:fs");
  try {
    return await new Promise((resolve, reject) => {
      const port = (server.address() as AddressInfo).port;
      const socket = connect({ host: "127.0.0.1", port, servername: HOST, ca: readFileSync(file("root.pem")) }, () => {
        resolve(socket.authorized);
        socket.destroy();
      });
      socket.once("error", reject);
    });
  } finally {
    server.close();
  }
}

test.each([
  ["a chain with its key", { cert: "chain.pem", key: "leaf.key" }],
  ["certificates in any order, root included", { cert: "muddled.pem", key: "leaf.key" }],
  ["key and certificates in one file", { cert: "bundle.pem" }],
  ["a key under a passphrase", { cert: "chain.pem", key: "leaf.enc.key", passphrase: "secret" }],
  ["a key in DER", { cert: "chain.pem", key: "leaf.der.key" }],
  ["PKCS #12", { pfx: "leaf.pfx", passphrase: "secret" }],
] as [string, Given][])("%s is served so that a client with the root alone accepts it", async (_what, given) => {
  const certificate = await load(given);
  expect(certificate.source).toBe("given");
  expect(certificate.root).toBeUndefined();
  expect(certificateState(certificate, now)).toMatchObject({
    subject: "CN=leaf",
    issuer: "CN=middle",
    names: [HOST, "10.1.2.3"],
    daysLeft: 89,
    alarm: "none",
  });
  expect(await accepted(certificate.secure)).toBe(true);
});

test.each([
  ["the key of another certificate", { cert: "chain.pem", key: "other.key" }, "tls.key_mismatch"],
  ["a key without a certificate", { key: "leaf.key" }, "tls.certificate_missing"],
  ["a key whose passphrase is missing", { cert: "chain.pem", key: "leaf.enc.key" }, "tls.key_passphrase_missing"],
  ["a wrong passphrase", { cert: "chain.pem", key: "leaf.enc.key", passphrase: "no" }, "tls.key_passphrase"],
  ["a file that is no key", { cert: "chain.pem", key: "leaf.ext" }, "tls.key_unreadable"],
  ["a file that is no certificate", { cert: "leaf.ext", key: "leaf.key" }, "tls.certificate_unreadable"],
  ["a file that is not there", { cert: "nowhere.pem", key: "leaf.key" }, "tls.file_unreadable"],
  ["another host", { cert: "chain.pem", key: "leaf.key", host: "diwan.province.ma" }, "tls.host_not_covered"],
  ["another address", { cert: "chain.pem", key: "leaf.key", host: "10.9.9.9" }, "tls.host_not_covered"],
  ["a name in the subject only", { cert: "cnonly.pem", key: "leaf.key" }, "tls.host_not_covered"],
  ["a certificate for clients", { cert: "client.pem", key: "leaf.key" }, "tls.not_for_servers"],
  ["RSA of 1024 bits", { cert: "small.pem", key: "small.key" }, "tls.weak_key"],
  ["a SHA-1 signature", { cert: "sha1.pem", key: "leaf.key" }, "tls.weak_signature"],
  [
    "an ended certificate",
    { cert: "chain.pem", key: "leaf.key", at: new Date(Date.now() + 91 * DAY_MS) },
    "tls.expired",
  ],
  [
    "one that has not begun",
    { cert: "chain.pem", key: "leaf.key", at: new Date(Date.now() - DAY_MS) },
    "tls.not_yet_valid",
  ],
  ["PKCS #12 under another passphrase", { pfx: "leaf.pfx", passphrase: "no" }, "tls.pfx_passphrase"],
  ["PKCS #12 of an old encryption", { pfx: "old.pfx", passphrase: "secret" }, "tls.pfx_old_encryption"],
  ["PKCS #12 without a key", { pfx: "nokey.pfx", passphrase: "secret" }, "tls.pfx_incomplete"],
  ["a file that is no PKCS #12", { pfx: "leaf.pem", passphrase: "secret" }, "tls.pfx_unreadable"],
  ["PKCS #12 for another host", { pfx: "leaf.pfx", passphrase: "secret", host: "x.ma" }, "tls.host_not_covered"],
] as [string, Given, string][])("%s is refused with %s", async (_what, given, code) => {
  await expect(load(given)).rejects.toMatchObject({ name: "TlsError", code });
});

test("a wildcard one level deep covers the host", async () => {
  expect((await load({ cert: "wild.pem", key: "wild.key" })).source).toBe("given");
});

test.each([
  ["a leaf whose intermediate is missing", { cert: "leaf.pem", key: "leaf.key" }, "tls.chain_incomplete"],
  ["one certificate in DER, as Windows exports it", { cert: "leaf.cer", key: "leaf.key" }, "tls.chain_incomplete"],
  ["a self-signed one", { cert: "self.pem", key: "leaf.key" }, "tls.self_signed"],
] as [string, Given, string][])("%s is served with the warning %s", async (_what, given, warning) => {
  expect((await load(given)).warnings).toEqual([warning]);
});

test("the alarm of a given certificate begins 30 days before its end", async () => {
  const certificate = await load({ cert: "chain.pem", key: "leaf.key" });
  const before = (days: number) => new Date(certificate.notAfter.getTime() - days * DAY_MS);
  expect(certificateState(certificate, before(31)).alarm).toBe("none");
  expect(certificateState(certificate, before(30)).alarm).toBe("soon");
});
