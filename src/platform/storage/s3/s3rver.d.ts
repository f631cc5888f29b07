/** The part of the S3 server for tests that we use; the package brings no types of its own. */
declare module "@20minutes/s3rver" {
  import type { AddressInfo } from "node:net";

  export default class S3rver {
    constructor(options: {
      address: string;
      port: number;
      directory: string;
      silent: boolean;
      configureBuckets: { name: string; configs: string[] }[];
    });
    store: {
      listObjects(
        bucket: string,
        options: { delimiter?: string; prefix?: string },
      ): Promise<{ objects: { key: string }[]; commonPrefixes: string[]; isTruncated: boolean }>;
    };
    run(): Promise<AddressInfo>;
    close(): Promise<void>;
  }
}
