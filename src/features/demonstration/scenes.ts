import type { Verdict } from "#features/requests/api.ts";
import { begin, decide, HELD_MS, requestById, settle, stepsOfRequest, submit } from "#features/requests/api.ts";
import { type Actor, system } from "#platform/actor.ts";
import { transact } from "#platform/command.ts";
import type { Ctx } from "#platform/context.ts";
import { addDays, type LocalDate } from "#platform/i18n/local-date.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import type { Platform } from "#platform/platform.ts";
import type { MovableClock } from "#platform/time/clock.ts";
import type { World } from "./load.ts";

type Scene = {
  who: string;
  /** Days from today, and how many calendar days. */
  starts: number;
  lasts: number;
  language: "ar" | "fr" | "bilingual";
  replacement?: string;
  abroad?: string;
  /** Who acts after whom, with what. */
  acts: readonly [
    login: string,
    verdict: Verdict,
    reason?: "service_need" | "presence" | "incomplete" | "dates",
    comment?: string,
  ][];
};

/** Requests at every point of their way, so that each desk finds something on it. */
const SCENES: readonly Scene[] = [
  { who: "fatima", starts: 20, lasts: 4, language: "ar", replacement: "said", acts: [] },
  { who: "said", starts: 34, lasts: 5, language: "fr", replacement: "nadia", acts: [["ses", "approve"]] },
  { who: "driss", starts: 13, lasts: 3, language: "ar", replacement: "salma", acts: [["spt", "approve"]] },
  {
    who: "zineb",
    starts: 27,
    lasts: 9,
    language: "bilingual",
    abroad: "España",
    replacement: "ayoub",
    acts: [
      ["sse", "approve"],
      ["dpb", "approve"],
    ],
  },
  {
    who: "malika",
    starts: 41,
    lasts: 2,
    language: "ar",
    acts: [
      ["smg", "approve"],
      ["dag", "approve"],
      ["hr1", "approve"],
    ],
  },
  {
    who: "soufiane",
    starts: 48,
    lasts: 8,
    language: "fr",
    replacement: "ghita",
    acts: [
      ["boa", "approve"],
      ["dag", "approve"],
      ["hr2", "approve"],
    ],
  },
  {
    who: "imane",
    starts: 6,
    lasts: 2,
    language: "ar",
    acts: [
      ["ssi", "approve"],
      ["ses", "approve"],
      ["hr1", "approve"],
      ["director", "approve"],
    ],
  },
  {
    who: "mouad",
    starts: 55,
    lasts: 4,
    language: "fr",
    acts: [
      ["sin", "approve"],
      ["ses", "approve"],
      ["hr1", "approve"],
      ["dag", "approve"],
    ],
  },
  {
    who: "hamza",
    starts: 8,
    lasts: 10,
    language: "ar",
    acts: [["spt", "refuse", "presence", "تعذرت المصادقة: الحد الأدنى للحضور في المصلحة"]],
  },
  {
    who: "kawtar",
    starts: 15,
    lasts: 3,
    language: "fr",
    acts: [["sse", "return", "dates", "Merci de décaler d’une semaine."]],
  },
];

/** Plays them on a platform whose clock is moved as they go. */
export async function playScenes(stage: Platform, clock: MovableClock, world: World): Promise<void> {
  const as = <T>(actor: Actor, run: (ctx: Ctx) => Promise<T>) =>
    transact(stage, { actor, locale: "ar", requestId: "demonstration" }, run);
  const person = (login: string): Actor => ({
    kind: "person",
    id: world.people[login]!,
    strength: "passkey",
    steppedUpAt: clock.now(),
  });
  const today = localDateOf(clock.now());
  for (const scene of SCENES) {
    const form = formOf(scene, today, world);
    const { id, version } = await as(person(scene.who), (ctx) =>
      begin.run(ctx, { kind: "leave.annual", language: scene.language, form }),
    );
    await as(person(scene.who), (ctx) => submit.run(ctx, { id, version }));
    for (const [login, verdict, reason, comment] of scene.acts) {
      const step = await as(person(login), async (ctx) => {
        const request = (await requestById(ctx, id))!;
        const open = (await stepsOfRequest(ctx, id)).find((s) => s.state === "current")!;
        await decide.run(ctx, {
          id,
          step: open.id,
          version: request.version,
          verdict,
          reason: reason ?? null,
          comment: comment ?? "",
        });
        return open.id;
      });
      clock.advance(HELD_MS + 1_000);
      await as(system("requests.settle"), (ctx) => settle(ctx, id, step));
    }
  }
}

function formOf(scene: Scene, today: LocalDate, world: World): Record<string, unknown> {
  const from = addDays(today, scene.starts);
  return {
    from,
    to: addDays(from, scene.lasts - 1),
    replacement: scene.replacement ? world.people[scene.replacement] : null,
    address: scene.language === "fr" ? "Rabat" : "الرباط",
    phone: "0612345678",
    abroad: Boolean(scene.abroad),
    country: scene.abroad ?? "",
    note: "",
  };
}
