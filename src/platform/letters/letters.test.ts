import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { findStatement, statementUrl } from "#platform/statement/find.ts";
import { capacityLine } from "./capacity.ts";
import { decision, letter } from "./letters.fixture.ts";
import { closeLetters, LetterFailed, renderLetter } from "./render.ts";
import type { LetterLanguage } from "./sheets.ts";
import { isolateReferences } from "./template-data.ts";

afterAll(closeLetters);

/** What a reader or an indexer gets from the file, without the invisible direction marks. */
function textOf(pdf: Uint8Array): string {
  const text = execFileSync("pdftotext", ["-", "-"], { input: pdf, encoding: "utf8" });
  return text.replace(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").replace(/\s+/g, " ");
}

const infoOf = (pdf: Uint8Array) =>
  execFileSync("pdfinfo", ["-"], { input: pdf, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] });
const pagesOf = (pdf: Uint8Array) => Number(/^Pages:\s+(\d+)/m.exec(infoOf(pdf))![1]);

describe("an official document", () => {
  test("keeps Arabic words whole and digits in order when its text is read back", async () => {
    const text = textOf(await renderLetter({ template: "decision", language: "ar", data: decision }));
    for (const words of [
      "المملكة المغربية",
      "مديرية الدراسات والتوقعات العمومية",
      "فاطمة الزهراء بنت عبد الرحمان العلوي المدغري",
      "رئيس القسم بالنيابة",
      "1.58.008",
      "2-05-01",
      "17/DB/2026",
      "1234567",
      "المادة الأولى",
    ]) {
      expect(text).toContain(words);
    }
    expect(text).toMatch(/24 ?نونبر ?2026/);
    expect(text).not.toContain("6202");
  });

  test("in French says the same, and nothing in Arabic", async () => {
    const text = textOf(await renderLetter({ template: "decision", language: "fr", data: decision }));
    expect(text).toContain("Royaume du Maroc");
    expect(text).toContain("Rabat, le 24 novembre 2026 correspondant au 13 joumada II 1448");
    expect(text).toContain("Article premier : Il est accordé à Mme Fatima Ezzahra");
    expect(text).not.toMatch(/[\u0600-\u06ff]/);
  });

  test("bilingual holds both, French at the left and Arabic at the right", async () => {
    const pdf = await renderLetter({ template: "decision", language: "bilingual", data: decision });
    const boxes = execFileSync("pdftotext", ["-bbox", "-", "-"], { input: pdf, encoding: "utf8" });
    const leftOf = (word: string) => Number(new RegExp(`xMin="([\\d.]+)"[^>]*>[^<]*${word}`).exec(boxes)?.[1]);
    // The boxes hold Arabic in the order of the page, from the left.
    const mirrored = (word: string) => [...word].reverse().join("");
    expect(leftOf("Royaume")).toBeLessThan(297);
    expect(leftOf("المغربية") || leftOf(mirrored("المغربية"))).toBeGreaterThan(297);
  });

  test.each<LetterLanguage>(["ar", "fr", "bilingual"])(
    "in %s is one A4 page of PDF/A-2b with its fonts inside",
    async (language) => {
      const pdf = await renderLetter({ template: "letter", language, data: letter });
      const raw = Buffer.from(pdf).toString("latin1");
      expect(raw).toContain("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>");
      expect(raw).toContain("/S /GTS_PDFA1");
      expect(pagesOf(pdf)).toBe(1);
      expect(infoOf(pdf)).toContain("(A4)");
      const fonts = execFileSync("pdffonts", ["-"], { input: pdf, encoding: "utf8" }).trim().split("\n").slice(2);
      expect(fonts.length).toBeGreaterThan(0);
      for (const font of fonts) expect(font).toMatch(/Identity-H\s+yes yes yes/);
    },
  );

  test("is the same bytes when made again from the same data", async () => {
    const digest = async () => {
      const pdf = await renderLetter({ template: "letter", language: "ar", data: letter });
      return createHash("sha256").update(pdf).digest("hex");
    };
    expect(await digest()).toBe(await digest());
  });

  test("carries its statement in the file and its control code on the page", async () => {
    const statement = "AbC9-_".repeat(35);
    const verification = { url: statementUrl("https://desk.example.ma", statement), code: "7KQ2-9XTD-0MWR-ZP41" };
    const pdf = await renderLetter({ template: "decision", language: "fr", data: { ...decision, verification } });
    expect(findStatement(pdf)).toBe(statement);
    const text = textOf(pdf);
    expect(text).toContain("7KQ2-9XTD-0MWR-ZP41");
    expect(text).toContain("desk.example.ma/v/");
    expect(text).not.toContain(statement.slice(0, 40));
  });

  test("a simple signature is named for what it is, with its capacity and act", async () => {
    const signatures = [
      {
        mode: "simple" as const,
        capacity: capacityLine({ kind: "delegation", principal: { ar: "المدير", fr: "le Directeur" } }),
        name: { ar: "أمينة بنعبد الله", fr: "Amina Benabdellah" },
        act: { ar: "التفويض رقم 12/DB/2026", fr: "Délégation n° 12/DB/2026" },
      },
    ];
    const text = textOf(
      await renderLetter({ template: "decision", language: "bilingual", data: { ...decision, signatures } }),
    );
    expect(text).toContain("P. le Directeur et par délégation");
    expect(text).toContain("عن المدير وبتفويض منه");
    expect(text).toContain("Validé dans Diwan (signature simple)");
    expect(text).toContain("توقيع بسيط");
    expect(text).not.toMatch(/qualifi/i);
  });

  test("what people typed is text, never instructions to the compiler", async () => {
    const hostile = '#read("/etc/passwd") $x$ *gras* @ref <label> \\ "';
    const text = textOf(
      await renderLetter({ template: "letter", language: "fr", data: { ...letter, subject: hostile } }),
    );
    expect(text).toContain('#read("/etc/passwd") $x$ *gras* @ref <label> \\ "');
  });

  test("a logo is drawn from its own bytes, and another kind of file is refused", async () => {
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4"/></svg>',
    );
    const png = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    );
    const withLogo = (logo: Uint8Array) =>
      renderLetter({
        template: "letter",
        language: "ar",
        data: { ...letter, letterhead: { ...letter.letterhead, logo } },
      });
    const plain = await renderLetter({ template: "letter", language: "ar", data: letter });
    for (const logo of [svg, png]) expect(Buffer.from(await withLogo(logo)).equals(plain)).toBe(false);
    expect(() => withLogo(Buffer.from("GIF89a"))).toThrow(RangeError);
  });

  test("a long list repeats its head on every page and counts its rows", async () => {
    const rows = Array.from({ length: 90 }, (_, i) => [`${i + 1}/DAG/2026`, { ar: "رخصة", fr: "Congé annuel" }]);
    const pdf = await renderLetter({
      template: "list",
      language: "fr",
      data: {
        ...letter,
        signatures: [],
        titleLine: { ar: "سجل", fr: "Registre" },
        columns: [
          { label: { ar: "الرقم", fr: "Numéro" }, ltr: true },
          { label: { ar: "الموضوع", fr: "Intitulé" }, width: 1 },
        ],
        rows,
      },
    });
    expect(pagesOf(pdf)).toBeGreaterThan(1);
    const text = textOf(pdf);
    expect(text.match(/Intitulé/g)).toHaveLength(pagesOf(pdf));
    expect(text).toContain("Total : 90");
  });

  test("a sheet that its template cannot use is an error, and the next one works", async () => {
    const broken = renderLetter({
      template: "slip",
      language: "fr",
      data: { ...letter, to: "x", items: [{ item: "a" } as never] },
    });
    await expect(broken).rejects.toBeInstanceOf(LetterFailed);
    const pdf = await renderLetter({
      template: "slip",
      language: "fr",
      data: { ...letter, to: "x", items: [{ item: "a", count: 2 }] },
    });
    expect(textOf(pdf)).toContain("BORDEREAU D’ENVOI");
  });

  test("compiling leaves the event loop free", async () => {
    await renderLetter({ template: "letter", language: "ar", data: letter });
    let longest = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const rows = Array.from({ length: 1500 }, (_, i) => [`${i}`]);
    const start = performance.now();
    const list = { ...letter, signatures: [], titleLine: "x", columns: [{ label: "x" }], rows };
    await renderLetter({ template: "list", language: "fr", data: list });
    const took = performance.now() - start;
    clearInterval(beat);
    expect(longest).toBeLessThan(took / 2);
  });
});

describe("the words around a signature and a reference", () => {
  test("name the capacity in both languages and both genders", () => {
    const director = { ar: "المديرة", fr: "la Directrice" };
    expect(capacityLine({ kind: "delegation", principal: director, feminine: true })).toEqual({
      ar: "عن المديرة وبتفويض منها",
      fr: "P. la Directrice et par délégation",
    });
    expect(capacityLine({ kind: "order", principal: { ar: "الوزير", fr: "le Ministre" } }).fr).toBe(
      "P. le Ministre et par ordre",
    );
    expect(capacityLine({ kind: "interim", title: { ar: "رئيس القسم", fr: "Le Chef de division" } })).toEqual({
      ar: "رئيس القسم بالنيابة",
      fr: "Le Chef de division p.i.",
    });
  });

  test("isolate what an Arabic line would reorder, and only that", () => {
    const marked = (text: string) =>
      isolateReferences(text).replaceAll("\u2066", "[").replaceAll("\u2069", "]").replaceAll("\u00a0", "_");
    expect(marked("المرسوم رقم 2-05-01 والمذكرة 17/DB/2026،")).toBe("المرسوم رقم [2-05-01] والمذكرة [17/DB/2026]،");
    expect(marked("مبلغ 1 234 567,50 درهم")).toBe("مبلغ [1_234_567,50] درهم");
    expect(marked("الهاتف +212 5 37 00 00 00")).toBe("الهاتف [+212_5_37_00_00_00]");
    expect(marked("البريد k.tazi@depp.gov.ma")).toBe("البريد [k.tazi@depp.gov.ma]");
    expect(marked("رقم 0042/م.ش.إ/2026 في 24 نونبر 2026")).toBe("رقم 0042/م.ش.إ/2026 في 24 نونبر 2026");
    expect(marked("\u20661/2\u2069")).toBe("[1/2]");
  });
});
