import type { MessageArguments } from "./keys.generated.d.ts";
import type { Tag } from "./message-types.ts";

/** The key of a sentence that exists. */
export type MessageKey = keyof MessageArguments & string;

/** What a sentence needs, with markup of type `Chunk` (plain text by default, React nodes in the browser). */
export type MessageValuesOf<K extends MessageKey, Chunk = string> = {
  [Name in keyof MessageArguments[K]]: MessageArguments[K][Name] extends Tag
    ? (chunks: Chunk[]) => Chunk
    : MessageArguments[K][Name] | (Chunk extends string ? never : Chunk);
};

/** The arguments after a key: none for a sentence that needs none. `t(key, ...values: ValuesOf<K>)` */
export type ValuesOf<K extends MessageKey, Chunk = string> = keyof MessageArguments[K] extends never
  ? []
  : [values: MessageValuesOf<K, Chunk>];
