export { Gate } from "./Gate.tsx";
export { PasswordField } from "./PasswordField.tsx";
