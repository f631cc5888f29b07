export { add as addLine, leaveRules } from "./account.ts";
export { rightOf } from "./leave.ts";
export { takeOver } from "./commands.ts";
