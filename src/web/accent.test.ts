import { expect, test } from "vitest";
import { accentOf, type Shade } from "./accent.ts";

/** WCAG 2.2, 1.4.3. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

test("whatever hue an institution chooses, words on it and words in it are read at AA, in both themes", () => {
  // Grounds of styles/tokens.css: surface, subtle and selected of each theme, and what stands on the accent.
  const GROUNDS = { light: ["#ffffff", "#f3f2ee", "#e3f2ea"], dark: ["#171e1b", "#1f2723", "#1d3a2c"] };
  const ON_ACCENT = { light: "#ffffff", dark: "#0a1510" };
  for (let hue = 0; hue < 360; hue++) {
    const shades = accentOf(hue);
    const of = (name: string, theme: string) => shades[`--${name}-${theme}` as Shade];
    for (const theme of ["light", "dark"] as const) {
      for (const fill of ["accent", "accent-hover"])
        expect(contrast(of(fill, theme), ON_ACCENT[theme]), `${fill} ${theme} ${hue}`).toBeGreaterThanOrEqual(4.5);
      for (const ground of GROUNDS[theme])
        expect(contrast(of("accent-text", theme), ground), `text ${theme} ${hue}`).toBeGreaterThanOrEqual(4.5);
    }
    for (const shade of ["--house", "--house-deep"] as const)
      expect(contrast(shades[shade], "#f2f5ee"), `${shade} ${hue}`).toBeGreaterThanOrEqual(7);
  }
});
