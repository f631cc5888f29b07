import { describe, expect, it } from "vitest";
import { installCommand, missingPackages, systemPackages } from "./system-packages.ts";

const sample = `
# a comment
run   text_of_pictures   tesseract-ocr   # scans are not searchable
test  nothing            no-such-package-diwan
`;

describe("the list of system packages", () => {
  it("is read line by line, without its comments", () => {
    expect(systemPackages(sample)).toEqual([
      { group: "run", function: "text_of_pictures", name: "tesseract-ocr" },
      { group: "test", function: "nothing", name: "no-such-package-diwan" },
    ]);
  });

  it("is refused when a line is not understood, because a package skipped in silence is a function lost", () => {
    expect(() => systemPackages("always poppler-utils")).toThrow(/not "group function package"/);
  });

  it("of the project itself is well formed", () => {
    expect(systemPackages().map((each) => each.name)).toContain("chromium");
  });
});

describe("the state of this machine", () => {
  it("comes from dpkg: what every Debian has is there, what nobody has is missing", () => {
    const packages = systemPackages("run a dpkg\nrun b no-such-package-diwan");
    expect(missingPackages(packages).map((each) => each.name)).toEqual(["no-such-package-diwan"]);
  });

  it("gives the exact command, each package once", () => {
    expect(installCommand(systemPackages("run a poppler-utils\nrun b poppler-utils\nrun c qpdf"))).toBe(
      "sudo apt-get install --no-install-recommends poppler-utils qpdf",
    );
  });
});
