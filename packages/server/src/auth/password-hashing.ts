/** Argon2id, done where it is called: only in the thread that does nothing else. */
import type { PasswordTask } from "./passwords.ts";

/** OWASP's recommendation for argon2id. */
const parameters = { algorithm: "argon2id", memoryCost: 19_456, timeCost: 2 } as const;

/** Hash of a random text nobody knows: verified when there is no such user, so that both cases cost the same (ACC-3). */
const nobodysHash =
  "$argon2id$v=19$m=19456,t=2,p=1$N6L0q02vclWaXjyl7aNn1imo1DO4avJJPcq9WKDnvlo$VKTVOM/14X0NP2YuZjgpyBT+7LZSTT+6A9o9pHBWskg";

/** The hash, or whether the password is right. */
export function doPasswordTask({ kind, password, hash }: PasswordTask): string | boolean {
  const folded = password.normalize("NFKC");
  if (kind === "hash") return Bun.password.hashSync(folded, parameters);
  const isRight = Bun.password.verifySync(folded, hash ?? nobodysHash);
  return isRight && hash !== null;
}
