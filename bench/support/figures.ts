/** How figures are taken and told: the same in every benchmark. */

export async function spent(act: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await act();
  return performance.now() - since;
}

/** The value below which the share `q` of the sorted values lies. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** `min / median / max`, with the given number of decimals. */
export function spread(values: readonly number[], decimals = 2): string {
  const figures = [Math.min(...values), median(values), Math.max(...values)];
  return figures.map((value) => value.toFixed(decimals)).join(" / ");
}

export function say(what: string, figure: string, verdict = ""): void {
  console.log(`${what.padEnd(66)} ${figure.padStart(24)}  ${verdict}`.trimEnd());
}

let missed = false;

/** Says whether a goal was met; a missed one ends the benchmark with exit code 1. */
export function verdict(met: boolean, goal: string): string {
  if (!met) missed = true;
  process.exitCode = missed ? 1 : 0;
  return `${met ? "ok" : "MISSED"} (goal ${goal})`;
}
