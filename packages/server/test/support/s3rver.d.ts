declare module "@20minutes/s3rver" {
  interface Listed {
    readonly objects: readonly { readonly key: string }[];
    readonly commonPrefixes: readonly string[];
    readonly isTruncated: boolean;
  }

  /** An S3-speaking server for tests. */
  export default class S3rver {
    readonly store: {
      listObjects(bucket: string, options: { readonly maxKeys: number }): Promise<Listed>;
    };
    constructor(options: Readonly<Record<string, unknown>>);
    run(): Promise<{ readonly port: number }>;
    close(): Promise<void>;
  }
}
