import type { KeyLine } from "../ui/KeyboardHelp.tsx";

/** The keys of lists and of the whole house, for the `?` dialog. */
export const LIST_KEYS: readonly KeyLine[] = [
  { keys: ["J", "↓"], does: "web.keys.next" },
  { keys: ["K", "↑"], does: "web.keys.previous" },
  { keys: ["Space"], does: "web.keys.select" },
  { keys: ["Shift", "↓"], does: "web.keys.extend" },
  { keys: ["Enter"], does: "web.keys.open" },
  { keys: ["A"], does: "web.keys.approve" },
  { keys: ["R"], does: "web.keys.return" },
  { keys: ["Ctrl", "K"], does: "web.keys.palette" },
  { keys: ["?"], does: "web.keys.help" },
];
