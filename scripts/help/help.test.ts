import { expect, test } from "vitest";
import { HelpFault, parseHelp } from "./parse.ts";
import { patternsIn } from "./screens.ts";

const read = (body: string) => parseHelp(`---\ntitle: x\n---\n${body}`).blocks;

test("a page is read as headings, paragraphs, lists, notes and pictures", () => {
  expect(read("One\nline.\n\n## Next\n1. a\n2. b\n\n- c\n> careful\n![seen](my-picture)")).toEqual([
    { text: ["One line."] },
    { heading: ["Next"] },
    { steps: [["a"], ["b"]] },
    { points: [["c"]] },
    { note: ["careful"] },
    { picture: "my-picture", alt: "seen" },
  ]);
});

test("labels, keys, pages and screens are named, not written out", () => {
  expect(read("Press **{label:leave.send}** or {key:Ctrl+K}, see {help:leave/ask}, [here](/leave).")[0]).toEqual({
    text: [
      "Press ",
      { strong: [{ label: "leave.send" }] },
      " or ",
      { keys: ["Ctrl", "K"] },
      ", see ",
      { page: "leave/ask" },
      ", ",
      { to: "/leave", text: ["here"] },
      ".",
    ],
  });
});

test("HTML, links out and a forgotten brace are faults with their line", () => {
  for (const body of ["<b>x</b>", "a <i>b</i>", "[x](https://example.org)", "{label:x", "# title", "| a | b |"])
    expect(() => read(`fine\n\n${body}`), body).toThrow(HelpFault);
  try {
    read("fine\n\n{label:x");
  } catch (error) {
    expect((error as HelpFault).line).toBe(6);
  }
});

test("screens are read from a manifest, those of the administration under its address", () => {
  expect(
    patternsIn(`export default webFeature({
      routes: [{ path: "/a/:id", page: () => import("./A.tsx") }],
      navigation: [{ label: "x", to: "/nowhere" }],
      fills: [administrationPages.fill({ path: "b", page: () => import("./B.tsx") })],
    })`),
  ).toEqual(["/a/:id", "/administration/b"]);
});
