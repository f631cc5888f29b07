/** Style of the page above, with the colours and measures of the design language; system fonts, nothing else is served. */
export const INSTALL_STYLE = `:root {
  color-scheme: light dark;
  --canvas: oklch(98.4% .004 95); --surface: oklch(100% 0 0); --line: oklch(90% .008 95);
  --text: oklch(24% .012 165); --quiet: oklch(45% .014 165);
  --accent: oklch(43% .085 163); --on-accent: oklch(100% 0 0); --link: oklch(45% .14 256); --focus: oklch(52% .19 262);
  --warn: oklch(46% .095 70); --warn-ground: oklch(96% .035 85);
}
@media (prefers-color-scheme: dark) {
  :root {
    --canvas: oklch(19% .008 165); --surface: oklch(23% .009 165); --line: oklch(35% .010 165);
    --text: oklch(95% .006 120); --quiet: oklch(78% .012 150);
    --accent: oklch(76% .11 163); --on-accent: oklch(19% .02 165); --link: oklch(78% .10 250); --focus: oklch(80% .10 255);
    --warn: oklch(83% .11 80); --warn-ground: oklch(32% .045 75);
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--canvas); color: var(--text);
  font: 1.0625rem/1.6 "IBM Plex Sans", "IBM Plex Sans Arabic", system-ui, "Segoe UI", "Noto Sans Arabic", "Noto Sans Tifinagh", sans-serif;
}
:lang(ar) body, html[lang|="ar"] body { line-height: 1.9; }
header, main { max-inline-size: 44rem; margin-inline: auto; padding-inline: 16px; }
header {
  display: flex; flex-wrap: wrap; gap: 8px 24px; justify-content: space-between; align-items: center;
  padding-block: 12px; border-block-end: 1px solid var(--line); font-weight: 600;
}
header p { margin: 0; }
nav { display: flex; flex-wrap: wrap; gap: 4px 16px; font-weight: 400; }
nav a { min-block-size: 24px; color: var(--quiet); text-underline-offset: .25em; }
nav a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none; }
main { padding-block: 24px 48px; }
h1 { font-size: 1.5rem; line-height: 1.5; font-weight: 600; margin-block: 0 12px; }
h2 { font-size: 1.25rem; line-height: 1.5; font-weight: 600; margin-block: 0 8px; }
section { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 16px; margin-block: 16px; }
section > :last-child { margin-block-end: 0; }
.compare { border-color: var(--warn); background: var(--warn-ground); }
dl { margin: 0; }
dt { color: var(--warn); font-weight: 600; }
dd { margin: 0 0 8px; text-align: start; font: 1rem/1.6 ui-monospace, "Cascadia Mono", Consolas, monospace; display: flex; flex-wrap: wrap; gap: 0 16px; }
ol { margin: 0; padding-inline-start: 24px; }
li { margin-block: 8px; }
.name { white-space: nowrap; }
a { color: var(--link); text-underline-offset: .25em; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.get { display: flex; flex-wrap: wrap; gap: 12px 24px; align-items: center; margin-block: 24px; }
.get .first {
  display: inline-flex; align-items: center; min-block-size: 44px; padding-inline: 16px; border-radius: 6px;
  background: var(--accent); color: var(--on-accent); font-weight: 600; text-decoration: none;
}
`;
