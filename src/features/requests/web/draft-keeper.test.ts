import { beforeEach, describe, expect, test, vi } from "vitest";
import { ApiProblem } from "#web/http.ts";
import type { RequestState, RequestView } from "../schema.ts";
import { readDraft } from "./draft-copy.ts";
import { type DraftContent, DraftKeeper, type DraftServer } from "./draft-keeper.ts";

type Values = { address: string };
const encode = (values: Values): DraftContent => ({ form: { address: values.address, abroad: false }, language: "ar" });

/** The server as far as drafts go: one version a save, refuses a stale one, may lose its answers. */
function fakeServer() {
  const held: { content: DraftContent | null; version: number; state: RequestState; begun: string[] } = {
    content: null,
    version: 0,
    state: "draft",
    begun: [],
  };
  const answers = { lost: 0, down: 0 };
  const pass = <T>(answer: T): T => {
    if (answers.lost-- > 0) throw new ApiProblem({ code: "web.unreachable", status: 0 });
    return answer;
  };
  const reach = (): void => {
    if (answers.down-- > 0) throw new ApiProblem({ code: "web.offline", status: 0 });
  };
  const server: DraftServer = {
    async begin(content, key) {
      reach();
      if (!held.begun.includes(key)) {
        held.begun.push(key);
        Object.assign(held, { content, version: 1 });
      }
      return pass({ id: "r1", version: 1 });
    },
    async save({ version }, content) {
      reach();
      if (version !== held.version) throw new ApiProblem({ code: "http.stale", status: 409 });
      Object.assign(held, { content, version: held.version + 1 });
      return pass({ version: held.version });
    },
    async read() {
      // The database gives the answers back in an order of its own.
      const form = Object.fromEntries(Object.entries(held.content?.form ?? {}).reverse());
      return {
        id: "r1",
        version: held.version,
        state: held.state,
        form,
        language: held.content?.language,
      } as RequestView;
    },
  };
  return { server, held, answers };
}

let store: Map<string, string>;
beforeEach(() => {
  store = new Map();
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => store.get(name) ?? null,
    setItem: (name: string, value: string) => void store.set(name, value),
    removeItem: (name: string) => void store.delete(name),
  });
});

function bench() {
  const fake = fakeServer();
  const begun: string[] = [];
  const keeper = new DraftKeeper<Values>({
    person: "p1",
    name: "leave.annual",
    known: null,
    encode,
    server: fake.server,
    onBegun: (id) => begun.push(id),
    onSeen: () => undefined,
  });
  const type = (address: string): Promise<void> => {
    keeper.take({ address });
    return keeper.flush();
  };
  return { ...fake, keeper, begun, type };
}

describe("keeping", () => {
  test("the first change makes the draft, the next ones save it, and no copy stays in the browser", async () => {
    const { type, held, begun, keeper } = bench();
    await type("Rabat");
    await type("Salé");
    expect(held).toMatchObject({ version: 2, content: { form: { address: "Salé" } } });
    expect(begun).toEqual(["r1"]);
    expect(keeper.seen).toMatchObject({ state: "saved", id: "r1" });
    expect(store.size).toBe(0);
  });

  test("with the server out of reach it stays in the browser and goes out later", async () => {
    const { type, keeper, held, answers } = bench();
    await type("Rabat");
    answers.down = 1;
    await expect(type("Fès")).rejects.toThrow();
    expect(keeper.seen.state).toBe("local");
    expect(readDraft<Values>("leave.annual", "p1", "r1")?.values).toEqual({ address: "Fès" });
    await keeper.flush();
    expect(held.content?.form.address).toBe("Fès");
    expect(store.size).toBe(0);
  });

  test("a lost answer to the first save makes no second draft, and what was typed since is saved", async () => {
    const { type, held, answers, begun } = bench();
    answers.lost = 1;
    await expect(type("Rabat")).rejects.toThrow();
    await type("Tanger");
    expect(held.begun).toHaveLength(1);
    expect(begun).toEqual(["r1"]);
    expect(held.content?.form.address).toBe("Tanger");
  });

  test("a lost answer to a later save is no conflict", async () => {
    const { type, keeper, answers, held } = bench();
    await type("Rabat");
    answers.lost = 1;
    await expect(type("Oujda")).rejects.toThrow();
    await keeper.flush();
    expect(keeper.seen.state).toBe("saved");
    await type("Nador");
    expect(held.content?.form.address).toBe("Nador");
  });
});

describe("when it changed elsewhere", () => {
  test("nothing is overwritten unseen; the person chooses", async () => {
    const { type, keeper, held } = bench();
    await type("Rabat");
    held.version++;
    held.content = encode({ address: "Larache" });
    await expect(type("Agadir")).rejects.toThrow();
    expect(keeper.seen).toMatchObject({ state: "stale", theirs: { form: { address: "Larache" } } });
    expect(held.content.form.address).toBe("Larache");
    await keeper.overwrite({ address: "Agadir" });
    expect(held.content.form.address).toBe("Agadir");
    expect(keeper.seen).toMatchObject({ state: "saved", theirs: null });
  });

  test("once sent, from here or elsewhere, typing writes nothing: that would take the request back", async () => {
    const { type, keeper, held } = bench();
    await type("Rabat");
    held.version++;
    held.state = "submitted";
    held.content = encode({ address: "Rabat, Agdal" });
    await expect(type("Agadir")).rejects.toThrow();
    expect(keeper.seen.state).toBe("refused");
    await type("Tata");
    expect(held.content.form.address).toBe("Rabat, Agdal");

    const own = bench();
    await own.type("Rabat");
    own.keeper.close();
    await own.type("Tata");
    expect(own.held).toMatchObject({ version: 1, content: { form: { address: "Rabat" } } });
    expect(store.size).toBe(0);
  });
});
