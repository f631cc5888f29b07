import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { build } from "vite";
import { expect, test } from "vitest";
import { allAnswers } from "./answers.fixture.ts";

const BROWSER = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  chromium.executablePath(),
].find((path) => existsSync(path));

/** The module as one script, with its answers to all questions in a global. */
async function script(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "silent",
    root: import.meta.dirname,
    build: {
      write: false,
      target: "chrome109",
      lib: { entry: join(import.meta.dirname, "answers.fixture.ts"), formats: ["iife"], name: "answers" },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  return output && "output" in output ? output.output[0].code : "";
}

test.skipIf(!BROWSER)(
  "Node and Chromium say the same, whatever the language of the browser",
  { timeout: 60_000 },
  async () => {
    const browser = await chromium.launch({ executablePath: BROWSER ?? "", args: ["--no-sandbox"] });
    try {
      const code = await script();
      for (const locale of ["en-US", "ar-SA", "fr-FR"]) {
        const page = await browser.newPage({ locale, timezoneId: "Asia/Tokyo" });
        await page.addScriptTag({ content: code });
        const theirs = await page.evaluate("JSON.stringify(answers.allAnswers())");
        expect(JSON.parse(String(theirs))).toEqual(JSON.parse(JSON.stringify(allAnswers())));
        await page.close();
      }
    } finally {
      await browser.close();
    }
  },
);
