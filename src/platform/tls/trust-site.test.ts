import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createIntl } from "@formatjs/intl";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LOCALES, type Locale } from "../wire/locale.ts";
import { loadOrIssue, type Root } from "./certificate.ts";
import { redirectServer } from "./redirect.ts";
import type { TrustSite } from "./trust-site.ts";

const HOST = "diwan.commune.ma";
let dataDir: string;
let root: Root;
let server: Server;
let port: number;

const catalogues = Object.fromEntries(
  await Promise.all(
    LOCALES.map(async (locale) => [
      locale,
      JSON.parse(await readFile(join(import.meta.dirname, "messages", `${locale}.json`), "utf8")),
    ]),
  ),
) as Record<Locale, Record<string, string>>;

const say = (locale: Locale) => {
  const { $review, ...messages } = catalogues[locale];
  const onError = (error: Error) => {
    if (!/Missing locale data/.test(error.message)) throw error;
  };
  const intl = createIntl({ locale: locale === "zgh" ? "fr" : locale, messages, onError });
  return (key: string, params?: Record<string, string | number>) => intl.formatMessage({ id: key }, params) as string;
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "diwan-trust-"));
  root = (await loadOrIssue({ dataDir, host: HOST, now: new Date() })).root!;
  const site: TrustSite = {
    host: HOST,
    url: `https://${HOST}:8443`,
    root: () => root,
    institution: (locale) => (locale === "ar" ? "جماعة <تجريبية>" : undefined),
    say,
  };
  server = redirectServer(HOST, 8443, site).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.close();
  await rm(dataDir, { recursive: true, force: true });
});

type Reply = { status: number; headers: Record<string, string | undefined>; body: Buffer };
const ask = (path: string, over: { method?: string; headers?: Record<string, string>; at?: number } = {}) =>
  new Promise<Reply>((resolve, reject) => {
    const { method = "GET", headers = {}, at = port } = over;
    const sent = request({ port: at, host: "127.0.0.1", path, method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers as Record<string, string>,
          body: Buffer.concat(parts),
        }),
      );
    });
    sent.once("error", reject).end();
  });

test.each([
  ["/", "/"],
  ["/requests/1?tab=2&x=%20", "/requests/1?tab=2&x=%20"],
  ["//evil.example/x", "//evil.example/x"],
  ["http://evil.example/x", "/"],
  ["/trusted", "/trusted"],
])("%s is sent to https under the configured name", async (path, target) => {
  const reply = await ask(path, { headers: { host: "evil.example" } });
  expect(reply.status).toBe(308);
  expect(reply.headers.location).toBe(`https://${HOST}:8443${target}`);
  expect(reply.headers["strict-transport-security"]).toBeUndefined();
  expect(reply.body).toHaveLength(0);
});

test("a form sent in the clear is refused, not sent on", async () => {
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    const reply = await ask("/api/session", { method });
    expect(reply.status).toBe(405);
    expect(reply.headers.location).toBeUndefined();
  }
});

test("a request that is no http gets an error and the server lives on", async () => {
  await new Promise<void>((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.end("GET / HTTP/1.1\r\nHost: a\r\nX: \u0001\r\n\r\n"));
    socket.on("data", () => {}).once("close", () => resolve());
  });
  expect((await ask("/")).status).toBe(308);
});

test.each(LOCALES)("the page in %s shows the fingerprint, no script, and every sentence", async (locale) => {
  const reply = await ask(`/trust?l=${locale}`);
  const html = reply.body.toString();
  expect(reply.status).toBe(200);
  expect(reply.headers["content-security-policy"]).toContain("default-src 'none'");
  expect(html).toContain(locale === "ar" ? 'lang="ar-MA" dir="rtl"' : 'dir="ltr"');
  expect(html).not.toMatch(/<script|\son\w+=|style=|tls\.trust|undefined/);
  for (const fingerprint of [root.fingerprint, root.shortFingerprint])
    expect(html.replace(/<\/?span>/g, "").replaceAll(" ", ":")).toContain(fingerprint);
  expect(html.match(/<li>/g)).toHaveLength(15);
  expect(html).toContain(`href="https://${HOST}:8443"`);
});

test("names are written as text, never as markup", async () => {
  expect((await ask("/trust?l=ar")).body.toString()).toContain("جماعة &lt;تجريبية&gt;");
});

test("the language follows the reader, Arabic if unknown", async () => {
  const lang = async (header: string) =>
    /lang="([\w-]+)"/.exec((await ask("/trust", { headers: { "accept-language": header } })).body.toString())?.[1];
  expect(await lang("fr-FR,fr;q=0.9,en;q=0.5")).toBe("fr-MA");
  expect(await lang("de")).toBe("ar-MA");
});

test("the root is handed out in the forms that systems install", async () => {
  const crt = await ask("/trust/diwan-root.crt");
  expect(crt.headers["content-type"]).toBe("application/x-x509-ca-cert");
  expect(new X509Certificate(crt.body).fingerprint256).toBe(root.fingerprint);
  const pem = await ask("/trust/diwan-root.pem");
  expect(new X509Certificate(pem.body).fingerprint256).toBe(root.fingerprint);
  expect(pem.body.toString()).not.toContain("PRIVATE");
  const head = await ask("/trust/diwan-root.crt", { method: "HEAD" });
  expect([head.status, head.headers["content-length"], head.body.length]).toEqual([200, String(crt.body.length), 0]);
});

test("the Apple profile is a property list that holds the root and keeps its identity", async () => {
  const [first, again] = [
    await ask("/trust/diwan-root.mobileconfig?l=ar"),
    await ask("/trust/diwan-root.mobileconfig?l=ar"),
  ];
  expect(first.headers["content-type"]).toBe("application/x-apple-aspen-config");
  expect(again.body.equals(first.body)).toBe(true);
  const path = join(dataDir, "p.mobileconfig");
  await writeFile(path, first.body);
  const script =
    "import plistlib,json,sys;p=plistlib.load(open(sys.argv[1],'rb'));c=p['PayloadContent'][0];c['PayloadContent']=c['PayloadContent'].hex();print(json.dumps(p))";
  const profile = JSON.parse(execFileSync("python3", ["-c", script, path], { encoding: "utf8" }));
  const [certificate] = profile.PayloadContent;
  expect(profile).toMatchObject({ PayloadType: "Configuration", PayloadVersion: 1 });
  expect(profile.PayloadDisplayName).toContain("شهادة ديوان");
  expect(certificate.PayloadType).toBe("com.apple.security.root");
  expect(new X509Certificate(Buffer.from(certificate.PayloadContent, "hex")).fingerprint256).toBe(root.fingerprint);
  expect(profile.PayloadUUID).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
  expect(profile.PayloadUUID).not.toBe(certificate.PayloadUUID);
});

test("with a given certificate plain http hands out nothing and only sends on", async () => {
  const plain = redirectServer("[fd00::1]", 443).listen(0, "127.0.0.1");
  await new Promise((resolve) => plain.once("listening", resolve));
  const reply = await ask("/trust/diwan-root.crt", { at: (plain.address() as AddressInfo).port });
  expect(reply.headers.location).toBe("https://[fd00::1]/trust/diwan-root.crt");
  plain.close();
});

test("the four catalogues hold the same keys and every code that is thrown", async () => {
  const keys = (locale: Locale) =>
    Object.keys(catalogues[locale])
      .filter((key) => key !== "$review")
      .sort();
  for (const locale of LOCALES) expect(keys(locale)).toEqual(keys("ar"));
  const sources = ["given", "chain", "certificate", "names", "vault", "root-files", "share"];
  const thrown = (
    await Promise.all(sources.map((name) => readFile(join(import.meta.dirname, `${name}.ts`), "utf8")))
  ).flatMap((source) => [...source.matchAll(/"(tls\.[a-z_]+)"/g)].map((match) => match[1]!));
  expect(thrown.length).toBeGreaterThan(20);
  for (const code of thrown) expect(keys("ar")).toContain(code);
});
