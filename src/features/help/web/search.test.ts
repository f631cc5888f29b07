import { expect, test } from "vitest";
import { searchHelp } from "./search.ts";
import type { HelpBook, HelpPage } from "./tree.ts";

const page = (id: string, title: string, line: HelpPage["blocks"]): HelpPage => ({
  id,
  title,
  job: "agent",
  order: 1,
  screens: [],
  blocks: line,
});
const book: HelpBook = {
  pictures: [],
  pages: [
    page("a/a", "التفويض", [{ text: ["اضغط ", { label: "x.ask" }] }]),
    page("a/b", "طلب إجازة", [{ heading: ["الرصيد"] }, { points: [["أيام العمل"]] }]),
    page("a/c", "Congé", [{ text: ["Le délégué décide des rejets."] }]),
  ],
};
const found = (question: string) => searchHelp(book, question, (label) => `<${label}>`).map(({ page }) => page.id);

test("letters that people write one for another are one, in both scripts", () => {
  expect(found("اجازه")).toEqual(["a/b"]);
  expect(found("delegue")).toEqual(["a/c"]);
});

test("every word must be there, and the words of labels count", () => {
  expect(found("الرصيد ايام")).toEqual(["a/b"]);
  expect(found("الرصيد لا-شيء")).toEqual([]);
  expect(found("x.ask")).toEqual(["a/a"]);
});

test("a page that names it in its title comes first, and a hit shows the line", () => {
  const [hit] = searchHelp(book, "العمل", () => "");
  expect(hit?.line).toBe("أيام العمل");
});
