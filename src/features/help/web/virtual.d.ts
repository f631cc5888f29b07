/** One language of the help, compiled by `scripts/help-pages.ts`. */
declare module "virtual:help/*" {
  const book: import("./tree.ts").HelpBook;
  export default book;
}
