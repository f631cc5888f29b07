import { describe, expect, it } from "vitest";
import { paramsOf, parseSearch, patternOf, stringifySearch, withSearch } from "./patterns.ts";

describe("a path's pattern", () => {
  it("gives the named parts, decoded", () => {
    expect(paramsOf(patternOf("/requests/:id/steps/:step"), "/requests/a%20b/steps/2")).toEqual({
      id: "a b",
      step: "2",
    });
    expect(paramsOf(patternOf("/"), "/")).toEqual({});
    expect(paramsOf(patternOf("/leave"), "/leave/")).toEqual({});
  });

  it("refuses other addresses, and badly written ones", () => {
    expect(paramsOf(patternOf("/requests/:id"), "/requests")).toBeNull();
    expect(paramsOf(patternOf("/requests/:id"), "/requests/1/2")).toBeNull();
    expect(paramsOf(patternOf("/a.b"), "/axb")).toBeNull();
    expect(paramsOf(patternOf("/requests/:id"), "/requests/%E0%A4%A")).toBeNull();
  });

  it("weighs fixed parts more than named ones, the first ones most", () => {
    const paths = ["/:a/:b", "/leave/:id", "/:a/new", "/leave/new"];
    const sorted = [...paths].sort((a, b) => patternOf(b).weight - patternOf(a).weight);
    expect(sorted).toEqual(["/leave/new", "/leave/:id", "/:a/new", "/:a/:b"]);
  });
});

describe("the search part", () => {
  it("comes back as it was written, lists included, without empty ones", () => {
    const search = { q: "رخصة & أخرى", show: ["a", "b"], gone: undefined, empty: "" };
    expect(parseSearch(stringifySearch(search))).toEqual({ q: "رخصة & أخرى", show: ["a", "b"] });
    expect(stringifySearch({})).toBe("");
  });

  it("is added to an address without losing what it has", () => {
    expect(withSearch("/requests?mine=filed#top", { page: "2" })).toBe("/requests?mine=filed&page=2#top");
    expect(withSearch("/requests?mine=filed", { mine: undefined })).toBe("/requests");
  });
});
