/** A slot of the client: offered by the shell or a lower feature, filled by higher ones in their `feature.tsx`. */
export type WebFill = { readonly slot: symbol; readonly value: unknown };
export type WebSlot<T> = { readonly key: symbol; fill(value: T): WebFill };

const filled = new Map<symbol, unknown[]>();

/** Names a slot: `export const leaveFacts = defineWebSlot<LeaveFact>("leave.facts")`. */
export function defineWebSlot<T>(name: string): WebSlot<T> {
  const key = Symbol.for(`diwan.web.${name}`);
  return { key, fill: (value) => ({ slot: key, value }) };
}

/** Called once by the composition of the client, before the first render. */
export function fillSlots(fills: readonly WebFill[]): void {
  for (const { slot, value } of fills) filled.set(slot, [...(filled.get(slot) ?? []), value]);
}

const NOTHING: readonly never[] = [];

/** Everything that fills the slot, in feature order. Fixed after start, so usable outside components too. */
export const fillsOf = <T>(slot: WebSlot<T>): readonly T[] => (filled.get(slot.key) as T[] | undefined) ?? NOTHING;

/** The same as a hook, for reading in components. */
export const useSlot = fillsOf;
