import { expect, test } from "vitest";
import { cookieOf } from "./locale.ts";

test("a cookie is found by its whole name, and one that cannot be read is as good as absent", () => {
  expect(cookieOf("a=1; diwan_locale=fr", "diwan_locale")).toBe("fr");
  expect(cookieOf("xdiwan_locale=fr", "diwan_locale")).toBeUndefined();
  expect(cookieOf("diwan_locale=%E0%A4%A", "diwan_locale")).toBeUndefined();
  expect(cookieOf(undefined, "diwan_locale")).toBeUndefined();
});
