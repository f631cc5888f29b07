const ISOLATES = /[\u2066-\u2069]/g;

/**
 * What the terminal shows: a sentence, then one `name: value` a line (names as in `--json`). A terminal in a
 * left-to-right language gets no directional marks, so that paths can be copied.
 */
export function plainText(sentence: string, body: object, locale: string): string {
  const said = locale === "ar" ? sentence : sentence.replace(ISOLATES, "");
  const lines = Object.entries(body).flatMap(([name, value]) => linesOf(name, value));
  return [...(said === "" ? [] : [said]), ...lines].map((line) => `${line}\n`).join("");
}

function linesOf(name: string, value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((each) => [`${name}: ${inOneLine(each)}`]);
  if (typeof value === "object") return Object.entries(value).flatMap(([key, each]) => linesOf(`${name}.${key}`, each));
  return [`${name}: ${value}`];
}

const inOneLine = (value: unknown): string =>
  typeof value === "object" && value !== null
    ? Object.entries(value)
        .filter(([, each]) => each !== null)
        .map(([key, each]) => `${key}=${each}`)
        .join("  ")
    : String(value);
