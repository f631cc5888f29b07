import { Check, FilePenLine, FileQuestion, Undo2, X } from "lucide-react";
import { myWorkItems, type WorkInput, type WorkItem, type WorkOutcome, type WorkVerb } from "#web/feature.ts";
import { firstPart } from "#web/lazy.ts";
import { giveVerdict, heldSeconds, proposeVerdict, REASONS, type Reason, undoVerdict, type Verdict } from "./acts.ts";

const Preview = firstPart(() => import("./RequestPreview.tsx"));
const requestOf = (item: WorkItem): string => String(item.summary?.request ?? "");

/** Gives a verdict from the list; held ones can be taken back from the toast. */
const give =
  (verdict: Verdict) =>
  async (item: WorkItem, input: WorkInput): Promise<WorkOutcome> => {
    const request = requestOf(item);
    const reason = verdict === "approve" ? null : ((input.reasonCode ?? null) as Reason | null);
    const act = { step: item.id, version: item.version ?? 0, verdict, reason, comment: input.comment };
    const { heldUntil } = await giveVerdict(request, act, input.key);
    return heldUntil ? { undo: () => undoVerdict(request, item.id), heldSeconds: heldSeconds(heldUntil) } : undefined;
  };

const prepare = async (item: WorkItem, input: WorkInput): Promise<WorkOutcome> => {
  const verdict = (input.reasonCode ?? "approve") as Verdict;
  await proposeVerdict(requestOf(item), { step: item.id, verdict, comment: input.comment }, input.key);
  return undefined;
};

const reasons = REASONS.map((value) => ({
  value,
  label: `requests.reason.${value}` as const,
  needsComment: value === "other",
}));
const comment = { label: "requests.comment" } as const;

const verbs: Record<string, WorkVerb> = {
  approve: {
    label: "requests.do.approve",
    done: "requests.done.approve",
    icon: Check,
    tone: "primary",
    key: "KeyA",
    run: give("approve"),
  },
  // The act that decides has no undo: it asks once.
  grant: {
    label: "requests.do.grant",
    done: "requests.done.grant",
    icon: Check,
    tone: "primary",
    key: "KeyA",
    ask: { title: "requests.ask.grant", text: "requests.follows.decision_approve", comment },
    run: give("approve"),
  },
  return: {
    label: "requests.do.return",
    done: "requests.done.return",
    icon: Undo2,
    key: "KeyR",
    ask: { title: "requests.ask.return", text: "requests.follows.return", reasons, comment },
    run: give("return"),
  },
  refuse: {
    label: "requests.do.refuse",
    done: "requests.done.refuse",
    icon: X,
    tone: "danger",
    key: "KeyD",
    ask: { title: "requests.ask.refuse", text: "requests.follows.refuse_any", reasons, comment },
    run: give("refuse"),
  },
  prepare: {
    label: "requests.prepare",
    done: "requests.done.prepare",
    icon: FilePenLine,
    tone: "primary",
    key: "KeyV",
    ask: {
      title: "requests.prepare.title",
      text: "requests.prepare.text",
      reasons: (["approve", "return", "refuse"] as const).map((value) => ({
        value,
        label: `requests.do.${value}` as const,
      })),
      comment,
    },
    run: prepare,
  },
};

/** Requests in My work: steps to take or to prepare, and one's own that came back. */
export const workKinds = [
  myWorkItems.fill({ kind: "requests.step", label: "requests.work.step", icon: FileQuestion, verbs, Preview }),
  myWorkItems.fill({ kind: "requests.returned", label: "requests.work.returned", icon: Undo2, verbs: {}, Preview }),
];
