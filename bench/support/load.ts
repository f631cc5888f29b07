import { Agent, get } from "node:http";

export type Load = { perSecond: number; p95_ms: number };

/**
 * Asks one address over and over on kept connections, for some seconds. Each question comes from another address behind
 * a proxy on this machine, as those of an office do: one source alone would meet the limit. Anything but 200 is an error.
 */
export async function load(
  url: string,
  headers: Record<string, string>,
  seconds: number,
  connections = 16,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const from = performance.now();
  const until = from + seconds * 1_000;
  let turn = 0;
  const ask = (): Promise<void> =>
    new Promise((resolve, reject) => {
      turn++;
      const source = `10.${turn % 200}.${Math.floor(turn / 200) % 200}.1`;
      get(url, { agent, headers: { ...headers, "x-forwarded-for": source } }, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}`));
        answer.resume().once("end", resolve);
      }).once("error", reject);
    });
  const lane = async () => {
    while (performance.now() < until) {
      const since = performance.now();
      await ask();
      times.push(performance.now() - since);
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  agent.destroy();
  times.sort((a, b) => a - b);
  const perSecond = (times.length / (performance.now() - from)) * 1_000;
  return { perSecond, p95_ms: times[Math.floor(times.length * 0.95)] ?? Number.NaN };
}
