export { add as addLine, leaveRules } from "./account.ts";
export { takeOver } from "./commands.ts";
export { rightOf } from "./leave.ts";
