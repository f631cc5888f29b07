import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fetchDeposits } from "#platform/deposits/deposits.ts";
import { statementKeyword } from "#platform/statement/find.ts";
import { makeStatement } from "#platform/statement/make.ts";
import { statementId } from "#platform/statement/statement.ts";
import { contents, depositKey, paper, signer, signerFrom } from "../desk.fixture.ts";
import { publishDesk } from "../publish.ts";
import { deskListener } from "../server.ts";

let dir: string;
let server: Server;
let browser: Browser;
let origin: string;
let valid: { statement: string; salt: string };
let revoked: string;
const complaints: string[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "desk-page-"));
  valid = await makeStatement(paper, signer);
  revoked = (await makeStatement({ ...paper, number: "0043/DAG/2026" }, signer)).statement;
  const list = [{ id: await statementId(revoked), on: "2026-11-23" }];
  await publishDesk(dir, { ...contents, revoked: list, at: new Date() });
  await publishDesk(join(dir, "static"), { ...contents, revoked: list, live: false, at: new Date() });
  server = createServer(deskListener({ dir }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  browser = await chromium.launch({ executablePath: process.env.DIWAN_CHROMIUM ?? "/usr/bin/chromium", args });
});
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
  await rm(dir, { recursive: true, force: true });
});

async function reader(
  locale: string,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ locale, viewport: { width: 390, height: 780 }, ...options });
  const page = await context.newPage();
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { page, context };
}

/** What the phone's camera does: the same page, another fragment. */
const scan = (page: Page, statement: string) => page.evaluate((hash) => location.assign(`#${hash}`), statement);

const verdict = (page: Page) => page.locator("#verdict-title");

const SLOW = { timeout: 60_000 };

describe("a person with a paper in hand", () => {
  test("sees that the code is genuine, compares the facts, and is told when they differ", SLOW, async () => {
    const { page, context } = await reader("ar-MA");
    await page.goto(`${origin}/v/#${valid.statement}`);
    await expect.poll(() => verdict(page).textContent()).toBe("رمز صحيح صادر عن المؤسسة");
    expect(await page.locator("#said-number").textContent()).toBe(paper.number);
    expect(await page.locator("#said-revocation").textContent()).toContain("غير ملغاة");
    expect(await page.locator("body").textContent()).not.toContain(paper.facts.name);

    await page.getByLabel("رمز المراقبة").fill(valid.salt.toLowerCase());
    await page.getByLabel("الاسم الكامل").fill("فاطمه الزهراء العلوي");
    await page.getByLabel("من", { exact: true }).fill("٧/١٢/٢٠٢٦");
    await page.getByLabel("إلى غاية").fill("12/12/2026");
    await page.getByRole("button", { name: "قارن" }).click();
    await expect.poll(() => page.locator("#facts-note").textContent()).toContain("غير مطابقة");
    await page.getByLabel("إلى غاية").fill("11/12/2026");
    await page.getByRole("button", { name: "قارن" }).click();
    await expect.poll(() => page.locator("#facts-note").textContent()).toContain("المعطيات مطابقة");
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  test("is warned of a revoked, a forged and a foreign code", SLOW, async () => {
    const { page, context } = await reader("fr-MA");
    await page.goto(`${origin}/v/#${revoked}`);
    await expect.poll(() => verdict(page).textContent()).toBe("Document révoqué");
    const forged = `${valid.statement.slice(0, 120)}${valid.statement[120] === "A" ? "B" : "A"}${valid.statement.slice(121)}`;
    await scan(page, forged);
    await expect.poll(() => verdict(page).textContent()).toBe("Code falsifié ou altéré");
    const foreign = (await makeStatement(paper, signerFrom(5))).statement;
    await scan(page, foreign);
    await expect.poll(() => verdict(page).textContent()).toBe("Code inconnu de cette institution");
    expect(await page.locator("#compare").isHidden()).toBe(true);
    await context.close();
  });

  test("changes language without losing the paper or what was typed", SLOW, async () => {
    const { page, context } = await reader("ar-MA");
    await page.goto(`${origin}/v/#${valid.statement}`);
    await page.getByLabel("الاسم الكامل").fill("فاطمة");
    await page.getByRole("link", { name: "Français" }).click();
    await expect.poll(() => verdict(page).textContent()).toBe("Code authentique, émis par l’institution");
    expect(await page.getByLabel("Nom complet").inputValue()).toBe("فاطمة");
    expect(page.url()).toBe(`${origin}/v/?lang=fr#${valid.statement}`);
    await page.reload();
    await expect.poll(() => page.locator("html").getAttribute("dir")).toBe("ltr");
    await context.close();
  });

  test("can choose the PDF file instead of scanning", SLOW, async () => {
    const { page, context } = await reader("fr-MA");
    const file = join(dir, "paper.pdf");
    await writeFile(file, `%PDF-1.7\n/Keywords (${statementKeyword(valid.statement)})`);
    await page.goto(`${origin}/v/`);
    await page.locator("#file").setInputFiles(file);
    await expect.poll(() => verdict(page).textContent()).toBe("Code authentique, émis par l’institution");
    await context.close();
  });

  test("reports a doubtful paper, sealed to the inside", SLOW, async () => {
    const { page, context } = await reader("fr-MA");
    await page.goto(`${origin}/v/#${valid.statement}`);
    await page.getByText("Signaler un document douteux").click();
    await page.getByRole("button", { name: "Envoyer" }).click();
    await expect.poll(() => page.locator("#report-note").textContent()).toBe("Écrivez d’abord un message.");
    await page.getByLabel("Qu’est-ce qui vous fait douter ?").fill("Le cachet est flou.");
    await page.getByRole("button", { name: "Envoyer" }).click();
    await expect.poll(() => page.locator("#report-note").textContent()).toContain("Message reçu");
    const texts: string[] = [];
    await fetchDeposits(
      dir,
      depositKey,
      async ({ body }) => void texts.push(`${body.text} ${body.statement === valid.statement}`),
    );
    expect(texts).toEqual(["Le cachet est flou. true"]);
    await context.close();
  });
});

describe("in difficult places", () => {
  test("opened from a folder on disk, with no network at all, it still verifies and knows its list", SLOW, async () => {
    const { page, context } = await reader("fr-MA", { offline: true });
    await page.goto(`${pathToFileURL(join(dir, "static/public/v/index.html"))}#${revoked}`);
    await expect.poll(() => verdict(page).textContent()).toBe("Document révoqué");
    expect(await page.locator("#report").isHidden()).toBe(true);
    await context.close();
  });

  test("offline after it was opened, it verifies by the list inside it", SLOW, async () => {
    const { page, context } = await reader("fr-MA");
    await page.goto(`${origin}/v/`);
    await context.setOffline(true);
    await scan(page, valid.statement);
    await expect.poll(() => verdict(page).textContent()).toBe("Code authentique, émis par l’institution");
    expect(await page.locator("#said-revocation").textContent()).toContain("Non révoqué, selon la liste du");
    await context.close();
  });

  test("a browser without Ed25519 is told so, and the server verifies only when asked", SLOW, async () => {
    const { page, context } = await reader("fr-MA");
    const asked: string[] = [];
    page.on("request", (request) => void asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await page.addInitScript(() => {
      Object.defineProperty(crypto.subtle, "importKey", {
        value: () => Promise.reject(new DOMException("no", "NotSupportedError")),
      });
    });
    await page.goto(`${origin}/v/#${valid.statement}`);
    await page.getByText("Votre navigateur ne peut pas vérifier lui-même").waitFor();
    expect(asked).not.toContain("POST /v/check");
    await page.getByRole("button", { name: "Faire vérifier par le serveur" }).click();
    await expect.poll(() => verdict(page).textContent()).toBe("Code authentique, émis par l’institution");
    expect(await page.locator("#by-server").textContent()).toContain("non par votre appareil");
    await context.close();
  });

  test.each([
    ["ar-MA", "valid"],
    ["fr-MA", "revoked"],
    ["fr-MA", "enter"],
  ])(
    "in %s, showing %s, it has no accessibility fault and nothing wider than the phone",
    SLOW,
    async (locale, state) => {
      const { page, context } = await reader(locale);
      await page.goto(`${origin}/v/#${state === "valid" ? valid.statement : state === "revoked" ? revoked : ""}`);
      await page.locator(state === "enter" ? "#enter" : "#result").waitFor();
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join()}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await context.close();
    },
  );

  test("breaks no rule of its own policy", () => {
    const expected = /ERR_INTERNET_DISCONNECTED/;
    expect(complaints.filter((complaint) => !expected.test(complaint))).toEqual([]);
  });
});
