/** The kinds of argument a message takes, as keys.generated.d.ts names them. */

/** `{name}`: put in as it is. */
export type Text = string | number;
/** `{count, plural, …}` and `{share, number}`. */
export type Count = number;
/** `{day, date}`: a day `YYYY-MM-DD`, or an instant. */
export type Moment = string | Date;
/** `{kind, select, …}`. */
export type Choice = string | boolean;
/** `<b>…</b>`: a function of what stands between. */
export interface Tag {
  readonly markup: never;
}
