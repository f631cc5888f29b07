/** How strongly the session was opened; later features ask for a minimum. */
export type Strength = "none" | "password" | "two_factor" | "passkey";

/** Who acts. A person, a background act of the system, the operator at the machine's console, or nobody known. */
export type Actor = {
  kind: "person" | "system" | "operator" | "anonymous";
  /** The person's principal id; null when no person acts. */
  id: string | null;
  /** Of a system act: the job or subscriber; of an operator: the login at the console. */
  name?: string;
  /** The person for whom the system acts. */
  onBehalf?: string;
  strength: Strength;
  steppedUpAt?: Date;
  sessionId?: string;
};

export const ANONYMOUS: Actor = { kind: "anonymous", id: null, strength: "none" };

/** A background act; it bypasses access only where a mechanism says so (index, sequencer). */
export const system = (name: string, onBehalf?: string): Actor =>
  onBehalf
    ? { kind: "system", id: null, name, onBehalf, strength: "none" }
    : { kind: "system", id: null, name, strength: "none" };

export const operator = (name: string): Actor => ({ kind: "operator", id: null, name, strength: "none" });
