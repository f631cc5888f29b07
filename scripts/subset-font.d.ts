declare module "subset-font" {
  interface Options {
    targetFormat: string;
    noLayoutClosure?: boolean | undefined;
    noHinting?: boolean | undefined;
  }
  /** Cuts a font to the letters of `text`. */
  export default function subsetFont(font: Buffer, text: string, options: Options): Promise<Buffer>;
}
