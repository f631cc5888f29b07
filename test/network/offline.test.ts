import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { skipped } from "#platform/testing/skipped.ts";
import { Namespace, whyNoNamespaces } from "./namespace.ts";
import { Workstation, whyNoBrowser } from "./office-browser.ts";
import { type Product, startProduct } from "./product.ts";
import { leaves, whyNoTrace } from "./traced-connections.ts";

const reason = whyNoNamespaces();
const noBrowser = whyNoBrowser();
const noTrace = whyNoTrace();
const PORT = 3000;

const because = (why: string | null) => (why ? ` (skipped: ${why})` : "");

describe.skipIf(skipped(reason))(
  `T-EG-01: Diwan in a network that leads nowhere${because(reason)}`,
  { timeout: 60_000 },
  () => {
    let space: Namespace;
    let product: Product;

    beforeAll(async () => {
      space = new Namespace("iso");
      space.knowsHosts([]);
      product = await startProduct(space, ["--demo", "--port", String(PORT)], { trace: !noTrace });
    }, 300_000);
    afterAll(async () => {
      await space?.remove();
      product?.remove();
    }, 60_000);

    /** Asks from inside, as another program of the same machine. */
    const ask = (address: string): { status: number; type: string; body: string } => {
      const script = `const r = await fetch(${JSON.stringify(address)}, { redirect: "manual" });
      console.log(JSON.stringify({ status: r.status, type: r.headers.get("content-type"), body: await r.text() }));`;
      return JSON.parse(space.run(process.execPath, ["--input-type=module", "-e", script]));
    };

    test("there is no way out: no route, and no name but the machine's own", () => {
      expect(space.run("ip", ["route", "show"]).trim()).toBe("");
      const script = `require("node:net").connect(443, "192.0.2.1").on("error", (error) => console.log(error.code));`;
      expect(space.run(process.execPath, ["-e", script]).trim()).toBe("ENETUNREACH");
    });

    test("it starts, says where it is, and is ready", () => {
      expect(product.url).toBe(`http://localhost:${PORT}`);
      expect(JSON.parse(ask(`${product.url}/health/ready`).body)).toEqual({ status: "ready" });
    });

    test("its interface describes itself and refuses strangers in its own words", () => {
      const paths = Object.keys(JSON.parse(ask(`${product.url}/api/openapi.json`).body).paths);
      expect(paths.length).toBeGreaterThan(20);
      const refused = ask(`${product.url}/api/no-such-thing`);
      expect([refused.status, refused.type]).toEqual([404, expect.stringContaining("problem+json")]);
    });

    test("the public side answers beside it", () => {
      expect(ask(`http://localhost:${PORT + 1}/v/`)).toMatchObject({
        status: 200,
        type: expect.stringContaining("text/html"),
      });
    });

    describe.skipIf(skipped(noBrowser))(`in a browser${because(noBrowser)}`, () => {
      test.each(["ar-MA", "fr-MA"])(
        "T-EG-07: the first page in %s is whole and asks nothing of anyone else",
        async (locale) => {
          const workstation = new Workstation(space);
          const context = await workstation.browse({ locale });
          const asked: string[] = [];
          const failed: string[] = [];
          context.on("request", (request) => asked.push(request.url()));
          context.on("requestfailed", (request) => failed.push(`${request.url()} ${request.failure()?.errorText}`));
          const page = await context.newPage();
          await page.goto(product.url, { waitUntil: "networkidle" });
          expect(await page.locator("html").getAttribute("lang")).toMatch(new RegExp(`^${locale.slice(0, 2)}`));
          expect((await page.locator("body").textContent())?.trim()).toBeTruthy();
          expect(asked.length).toBeGreaterThan(2);
          expect(
            asked.filter((address) => !address.startsWith(`${product.url}/`) && !/^(data|blob):/.test(address)),
          ).toEqual([]);
          expect(failed).toEqual([]);
          await workstation.remove();
        },
      );
    });

    test.skipIf(skipped(noTrace))(`T-EG-02: none of its processes tried to leave${because(noTrace)}`, () => {
      expect(product.calls()).toBeGreaterThan(0);
      expect(product.connections().filter(leaves)).toEqual([]);
    });
  },
);
