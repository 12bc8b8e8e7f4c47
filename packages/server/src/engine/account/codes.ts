/**
 * Codes sent by e-mail: what is kept of one, and how it is tried. Knows no operation. Invariant: neither the code nor
 * the address can be read from what is kept; a wrong try costs one of five, whatever else happens.
 */
import type { CodePurpose } from "@parley/protocol";
import type { Ports } from "../operation.ts";
import type { Reader, Transaction } from "../ports/store.ts";
import type { CodeKey } from "../ports/store-credentials.ts";

export const codeDigits = 6;
/** With six digits a guess is right once in 200,000 codes. */
export const codeTries = 5;

export interface CodeOwner {
  readonly purpose: CodePurpose;
  readonly email: string;
  /** Whose account the address is for; null where there is none yet, or the address itself tells. */
  readonly userId: number | null;
}

/** The form in which addresses are compared (ACC-30). */
export function emailKey(email: string): string {
  return email.toLowerCase();
}

export function codeKey(ports: Pick<Ports, "tokens">, { purpose, email, userId }: CodeOwner): CodeKey {
  return { purpose, addressKey: ports.tokens.digest(`address ${purpose} ${userId ?? 0} ${emailKey(email)}`) };
}

export function codeDigest(ports: Pick<Ports, "tokens">, key: CodeKey, code: string): string {
  return ports.tokens.digest(`code ${key.purpose} ${key.addressKey} ${code}`);
}

/** Whether trying is of any use: asked before the work that a right code would be worth. */
export function isCodeOpen(reader: Reader, ports: Ports, owner: CodeOwner): Promise<boolean> {
  return reader.codes.isOpen(codeKey(ports, owner), ports.clock.now());
}

/**
 * Tries a code, which holds once. After a false answer the operation must return its refusal instead of throwing it, so
 * that the try is committed.
 */
export async function takeCode(
  tx: Transaction,
  ports: Ports,
  owner: CodeOwner,
  code: string,
): Promise<boolean> {
  const key = codeKey(ports, owner);
  const digest = await tx.codes.takeTry(key, ports.clock.now());
  // Digests under a secret key: how much of one was right tells nothing about the code.
  if (digest !== codeDigest(ports, key, code)) return false;
  await tx.codes.remove(key);
  return true;
}
