import type { Ports } from "../operation.ts";

/** What is kept of the secret in the address of an incoming webhook. */
export function incomingSecretDigest({ tokens }: Pick<Ports, "tokens">, secret: string): string {
  return tokens.digest(`incoming webhook ${secret}`);
}
