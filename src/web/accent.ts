/** Diwan's own green, in degrees of the oklch circle. */
export const OWN_HUE = 163;

/** Lightness and chroma of each shade that follows the institution's hue (design of the tokens, styles/tokens.css). */
const SHADES = {
  "--accent-light": [0.43, 0.085],
  "--accent-dark": [0.76, 0.11],
  "--accent-hover-light": [0.37, 0.075],
  "--accent-hover-dark": [0.81, 0.11],
  "--accent-text-light": [0.41, 0.085],
  "--accent-text-dark": [0.79, 0.11],
  "--house": [0.36, 0.07],
  "--house-deep": [0.26, 0.05],
} as const;
export type Shade = keyof typeof SHADES;

/** The shades of a hue as plain colours: a browser of 2022 knows no oklch. Contrast holds for every hue (accent.test.ts). */
export const accentOf = (hue: number): Record<Shade, string> =>
  Object.fromEntries(
    Object.entries(SHADES).map(([shade, [lightness, chroma]]) => [shade, colourOf(lightness, chroma, hue)]),
  ) as Record<Shade, string>;

/** Puts the institution's hue on the page; without one it is Diwan's. */
export function wearHue(hue: number | null): void {
  const { style } = document.documentElement;
  for (const [shade, colour] of Object.entries(accentOf(hue ?? OWN_HUE))) {
    if (hue === null) style.removeProperty(shade);
    else style.setProperty(shade, colour);
  }
}

/** An oklch colour as sRGB, `#rrggbb`; what the screen cannot show loses chroma until it can. */
function colourOf(lightness: number, chroma: number, hue: number): string {
  for (let kept = chroma; ; kept -= 0.002) {
    const channels = linearOf(lightness, Math.max(0, kept), hue).map(gamma);
    if (kept <= 0 || channels.every((channel) => channel >= -0.001 && channel <= 1.001))
      return `#${channels.map((channel) => byteOf(channel).toString(16).padStart(2, "0")).join("")}`;
  }
}

/** CSS Color 4, section 9: oklch to linear sRGB. */
function linearOf(lightness: number, chroma: number, hue: number): number[] {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

const gamma = (value: number): number => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
const byteOf = (channel: number): number => Math.round(255 * Math.min(1, Math.max(0, channel)));
