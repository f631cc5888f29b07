const FSI = "\u2068";
const LRI = "\u2066";
const PDI = "\u2069";

/** Wraps a text whose direction is its own (a name, a title), so that it cannot disturb the sentence (UAX #9). */
export const isolate = (text: string): string => `${FSI}${text}${PDI}`;

/** Wraps a reference, number, e-mail or identifier: always left to right, whatever stands around it. */
export const isolateReference = (text: string): string => `${LRI}${text}${PDI}`;

/** Removes every invisible direction mark: for file names, search, CSV and comparisons. */
export const withoutMarks = (text: string): string =>
  text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
