import type { Ports } from "../operation.ts";

/** What is kept of an invitation's code. */
export function inviteDigest({ tokens }: Pick<Ports, "tokens">, code: string): string {
  return tokens.digest(`registration invite ${code.trim()}`);
}
