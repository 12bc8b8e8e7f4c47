/**
 * The one way to try a code of a second factor. Owns what is a code, what it costs to be wrong, and that each holds
 * once; when one is needed is the operations' matter. Invariant: a wrong code costs one of the account's tries, which
 * are kept in the store, so that neither many callers at once nor a restart give anybody more.
 */
import { limits, ParleyError } from "@parley/protocol";
import { sendNotice } from "../account/account-notice.ts";
import type { Ports } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { StoredSecondFactor } from "../ports/store-second-factors.ts";

const tries = { triesMax: limits.secondFactorTriesMax, windowMs: limits.secondFactorTriesWindowMs };

interface Context {
  readonly tx: Transaction;
  readonly ports: Ports;
}

export interface FactorOwner {
  readonly id: number;
  readonly username: string;
}

/**
 * Why somebody who has proved the password is not let in yet; null when nothing else is needed, or it was given. The
 * operation must return the refusal instead of throwing it, so that the try is committed.
 */
export async function refuseWithoutFactor(
  context: Context,
  user: FactorOwner,
  given: string | undefined,
): Promise<ParleyError | null> {
  const known = await context.tx.secondFactors.find(user.id);
  if (known === null || known.confirmedAt === null) return null;
  if (given === undefined) return new ParleyError("second_factor_needed");
  const taken = await takeSecondFactor(context, user, given);
  return taken instanceof ParleyError ? taken : null;
}

/**
 * Tries a code of a factor that is on: the factor with the code used up, or why not, which the operation must return
 * instead of throwing it.
 */
export async function takeSecondFactor(
  context: Context,
  user: FactorOwner,
  given: string,
): Promise<StoredSecondFactor | ParleyError> {
  return takeCode(context, user, given, true);
}

/** The same of a factor that is still to be switched on, for which there are no recovery codes. */
export async function takeFirstCode(
  context: Context,
  user: FactorOwner,
  given: string,
): Promise<StoredSecondFactor | ParleyError> {
  return takeCode(context, user, given, false);
}

async function takeCode(
  context: Context,
  user: FactorOwner,
  given: string,
  isOn: boolean,
): Promise<StoredSecondFactor | ParleyError> {
  const { tx, ports } = context;
  const now = ports.clock.now();
  const taken = await tx.secondFactors.takeTry(user.id, tries, now);
  if (taken === null) return new ParleyError("not_found");
  if (taken.status === "exhausted") {
    return new ParleyError("rate_limited", { retryAfterMs: Math.max(1, taken.until - now) });
  }
  const { factor, triesLeft } = taken;
  if ((factor.confirmedAt !== null) !== isOn) return new ParleyError(isOn ? "not_found" : "conflict");
  const used = useCode(ports, user.id, factor, given, now);
  if (used === null) {
    if (triesLeft === 0) await sendNotice(tx, ports, user.id, notice("second_factor_guessed", user));
    return new ParleyError("code_invalid");
  }
  await tx.secondFactors.put(user.id, used);
  return used;
}

/** The factor without the code, which holds once; null when the code is none of its. */
function useCode(
  ports: Ports,
  userId: number,
  factor: StoredSecondFactor,
  given: string,
  now: number,
): StoredSecondFactor | null {
  const code = given.replaceAll(/[\s-]/g, "").toUpperCase();
  if (/^[0-9]{6}$/.test(code)) {
    const step = ports.secondFactors.stepOf(factor.sealedSecret, userId, code, now, factor.lastStep);
    return step === null ? null : { ...factor, lastStep: step };
  }
  // Digests under a secret key: how much of one was right tells nothing about the code.
  const digest = recoveryDigest(ports, userId, code);
  if (!factor.recoveryDigests.includes(digest)) return null;
  return { ...factor, recoveryDigests: factor.recoveryDigests.filter((left) => left !== digest) };
}

/** New recovery codes, as people see them and as they are kept. */
export function createRecoveryCodes(ports: Ports, userId: number): { codes: string[]; digests: string[] } {
  const codes = Array.from({ length: limits.recoveryCodes }, () => ports.secondFactors.createRecoveryCode());
  return {
    codes: codes.map((code) => code.match(/.{4}/g)?.join("-") ?? code),
    digests: codes.map((code) => recoveryDigest(ports, userId, code)),
  };
}

function recoveryDigest({ tokens }: Ports, userId: number, code: string): string {
  return tokens.digest(`recovery ${userId} ${code}`);
}

export function notice<K extends "second_factor_on" | "second_factor_off" | "second_factor_guessed">(
  kind: K,
  { username }: FactorOwner,
): { kind: K; username: string } {
  return { kind, username };
}
