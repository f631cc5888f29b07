import { expect, it } from "vitest";
import { deletions, withDependents } from "./check-deletable.ts";

const house = [
  { name: "people", needs: [] },
  { name: "requests", needs: ["people"] },
  { name: "leave", needs: ["people", "requests"] },
  { name: "example", needs: ["leave"] },
];

it("takes away with a feature whatever stands on it, at any height", () => {
  expect(withDependents("example", house)).toEqual(["example"]);
  expect(withDependents("requests", house)).toEqual(["example", "leave", "requests"]);
});

it("tries the leaves and what only leaves stand on, or everything but the foundation", () => {
  expect(deletions(house, false)).toEqual([["example"], ["example", "leave"]]);
  expect(deletions(house, true)).toEqual([["example", "leave", "requests"], ["example", "leave"], ["example"]]);
});
