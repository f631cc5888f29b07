import { describe, expect, test } from "vitest";
import { noteSignedBy, parseNote, parseNoteKey, signatureState } from "./note.ts";

/** The example that golang.org/x/mod/sumdb/note, the origin of the format, publishes. */
const KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const NOTE =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

describe("a signed note", () => {
  test("of the published example is accepted under its key", () => {
    expect(noteSignedBy(parseNote(NOTE)!, [parseNoteKey(KEY)!])?.name).toBe("PeterNeumann");
  });

  test("with any byte changed is refused", () => {
    const key = parseNoteKey(KEY)!;
    const bytes = Buffer.from(NOTE);
    for (let place = 0; place < bytes.length; place++) {
      const changed = Buffer.from(bytes);
      changed[place]! ^= 1;
      const note = parseNote(changed.toString());
      expect(note && noteSignedBy(note, [key]), `byte ${place}`).toBeNull();
    }
  });

  test("of a stranger is unknown, not bad", () => {
    const stranger = { ...parseNoteKey(KEY)!, name: "Someone" };
    expect(signatureState(parseNote(NOTE)!, [stranger])).toBe("unknown");
  });
});

test("a key with any character changed is refused", () => {
  for (let place = 0; place < KEY.length; place++) {
    const changed = `${KEY.slice(0, place)}${KEY[place] === "A" ? "B" : "A"}${KEY.slice(place + 1)}`;
    expect(parseNoteKey(changed), changed).toBeNull();
  }
});
