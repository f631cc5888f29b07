import { describe, expect, it } from "vitest";
import { inert, ownScript } from "./trusted-types.ts";

describe("the page's policy for scripts", () => {
  const origin = "https://diwan.example";

  it("lets our built files through", () => {
    expect(ownScript("/assets/index-K7uhkiUT.js", origin)).toBe(`${origin}/assets/index-K7uhkiUT.js`);
    expect(ownScript("/sw.js", origin)).toBe(`${origin}/sw.js`);
  });

  it("refuses every other address", () => {
    for (const url of [
      "https://elsewhere.example/assets/a.js",
      "//elsewhere.example/assets/a.js",
      "/api/blobs/1.js",
      "/assets/../api/x.js",
      "data:text/javascript,alert(1)",
    ])
      expect(() => ownScript(url, origin), url).toThrow(TypeError);
  });

  it("turns markup into text", () => {
    expect(inert("<img onerror=x>")).toBe("&lt;img onerror=x>");
  });
});
