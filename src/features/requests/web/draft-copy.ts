/** A form kept in this browser until the server has it; read back when the page opens again. */
export type DraftCopy<V> = { values: V; at: string };

const nameOf = (name: string, person: string, id: string | null): string =>
  ["diwan.draft", person, id ?? `new ${name}`].join(":");

/** Keeps it; a full or forbidden storage only loses this second safety. */
export function keepDraft<V>(name: string, person: string, id: string | null, values: V): void {
  try {
    const copy: DraftCopy<V> = { values, at: new Date().toISOString() };
    localStorage.setItem(nameOf(name, person, id), JSON.stringify(copy));
  } catch {
    // Private windows refuse storage: the server's draft is then the only copy.
  }
}

export function readDraft<V>(name: string, person: string, id: string | null): DraftCopy<V> | null {
  try {
    const text = localStorage.getItem(nameOf(name, person, id));
    return text ? (JSON.parse(text) as DraftCopy<V>) : null;
  } catch {
    return null;
  }
}

export function forgetDraft(name: string, person: string, id: string | null): void {
  try {
    localStorage.removeItem(nameOf(name, person, id));
  } catch {
    // As above.
  }
}
