import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import type { Namespace } from "./namespace.ts";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Why no workstation can be played here; null when one can. */
export function whyNoBrowser(): string | null {
  if (!CHROMIUM.some((path) => existsSync(path))) return "chromium is missing";
  try {
    execFileSync("sh", ["-c", "command -v certutil"], { stdio: "ignore" });
    return null;
  } catch {
    return "certutil (libnss3-tools) is missing";
  }
}

/** Someone's workstation in the office: a person's folder, the certificates it trusts, and a browser of today. */
export class Workstation {
  readonly #space: Namespace;
  readonly #home = mkdtempSync(join(tmpdir(), "diwan-office-"));
  #open: BrowserContext[] = [];

  constructor(space: Namespace) {
    this.#space = space;
    this.#certutil("-N", "--empty-password");
  }

  /** Installs a root as a person does: from the file that was downloaded. */
  installRoot(pem: string): void {
    const file = join(this.#home, "root.pem");
    writeFileSync(file, pem);
    this.#certutil("-A", "-t", "C,,", "-n", "diwan", "-i", file);
  }

  #certutil(...args: string[]): void {
    const store = join(this.#home, ".pki/nssdb");
    mkdirSync(store, { recursive: true });
    execFileSync("certutil", ["-d", `sql:${store}`, ...args], { stdio: "pipe" });
  }

  /** Opens the browser inside the office's network, with no switch that softens certificates or origins. */
  async browse(
    options: { locale?: string; viewport?: { width: number; height: number } } = {},
  ): Promise<BrowserContext> {
    const script = join(this.#home, "browser.sh");
    const executable = CHROMIUM.find((path) => existsSync(path))!;
    writeFileSync(
      script,
      `#!/bin/sh\nexport HOME=${this.#home}\nexec ip netns exec ${this.#space.name} ${executable} "$@"\n`,
    );
    chmodSync(script, 0o700);
    const profile = mkdtempSync(join(this.#home, "profile-"));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: script,
      chromiumSandbox: false,
      ignoreHTTPSErrors: false,
      ...options,
    });
    this.#open.push(context);
    return context;
  }

  async remove(): Promise<void> {
    await Promise.all(this.#open.map((context) => context.close()));
    rmSync(this.#home, { recursive: true, force: true });
  }
}

/** Gives the page's browser a passkey device with a person who always agrees. */
export async function addAuthenticator(context: BrowserContext): Promise<{ credentials: () => Promise<number> }> {
  const page = context.pages()[0] ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    credentials: async () => (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
  };
}
