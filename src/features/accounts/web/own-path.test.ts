import { expect, test } from "vitest";
import { ownPath } from "./own-path.ts";

test("after sign-in one goes on within Diwan, never to another site", () => {
  expect(ownPath("/requests/12?tab=trace#end")).toBe("/requests/12?tab=trace#end");
  for (const foreign of [
    "//evil.example",
    "/\\evil.example",
    "\t//evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    undefined,
    ["/x"],
  ])
    expect(ownPath(foreign)).toBe("/");
});
