declare module "virtual:messages/*" {
  const catalogue: Record<string, never>;
  export default catalogue;
}
