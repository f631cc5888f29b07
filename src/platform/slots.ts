/**
 * A slot is offered by a lower feature and filled by higher ones (a request kind, a work queue, a panel),
 * so that the lower one never names the higher.
 */
export type Fill = { slot: symbol; value: unknown };

export type Slot<T> = {
  readonly key: symbol;
  fill(value: T): Fill;
  all(fills: readonly Fill[]): T[];
};

export function defineSlot<T>(name: string): Slot<T> {
  const key = Symbol.for(`diwan.slot.${name}`);
  return {
    key,
    fill: (value) => ({ slot: key, value }),
    all: (fills) => fills.filter((fill) => fill.slot === key).map((fill) => fill.value as T),
  };
}
