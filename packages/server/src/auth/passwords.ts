/** Argon2id in Bun's thread pool, a bounded number at a time, so that logins can never take the machine (ACC-2, W8). */
import { ParleyError } from "@parley/protocol";
import type { Passwords } from "../engine/ports/passwords.ts";

/** OWASP's recommendation for argon2id. */
const parameters = { algorithm: "argon2id", memoryCost: 19_456, timeCost: 2 } as const;

const runningMax = 1;
const waitingMax = 16;
/** What a caller over the bound is told to wait: about the time the queue needs to empty. */
const retryAfterMs = 1_000;

/** Hash of a random text nobody knows: verified when there is no such user, so that both cases cost the same (ACC-3). */
const nobodysHash =
  "$argon2id$v=19$m=19456,t=2,p=1$N6L0q02vclWaXjyl7aNn1imo1DO4avJJPcq9WKDnvlo$VKTVOM/14X0NP2YuZjgpyBT+7LZSTT+6A9o9pHBWskg";

export function createPasswords(): Passwords {
  const limited = createLimiter();
  return {
    hash: (password) => limited(() => Bun.password.hash(password.normalize("NFKC"), parameters)),
    async verify(password, hash) {
      const known = hash ?? nobodysHash;
      const isRight = await limited(() => Bun.password.verify(password.normalize("NFKC"), known));
      return isRight && hash !== null;
    },
  };
}

function createLimiter(): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= runningMax) {
      if (waiting.length >= waitingMax) throw new ParleyError("busy", { retryAfterMs });
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
