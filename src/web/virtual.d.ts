declare module "virtual:messages/*" {
  const catalogue: Readonly<Record<string, import("./message-tree.ts").MessageTree>>;
  export default catalogue;
}
