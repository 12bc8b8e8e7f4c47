/** An authenticator: what a phone does with the secret of a second factor. */
import type { SignedIn } from "@parley/protocol";
import { totpCode } from "../../src/auth/totp.ts";
import type { TestServer } from "./test-server.ts";

const stepMs = 30_000;

/** The code that is shown now, or some steps later. */
export function shownCode(secret: string, stepsLater = 0): string {
  const bits = Array.from(secret, (letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  ).join("");
  const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
  return totpCode(bytes, Math.floor(Date.now() / stepMs) + stepsLater);
}

/** One that is certainly not shown now. */
export function wrongCode(secret: string): string {
  const shown = [-2, -1, 0, 1, 2].map((step) => shownCode(secret, step));
  return (
    ["000000", "111111", "222222", "333333", "444444", "555555"].find((code) => !shown.includes(code)) ?? ""
  );
}

export interface SwitchedOn {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

/** Switches the second factor of a user on; its current code can then be used once more. */
export async function switchOnSecondFactor(
  server: TestServer,
  { accessToken, user }: SignedIn,
  password = "correct horse",
): Promise<SwitchedOn> {
  const { secret } = (await server.post("twoFactor.begin", { password }, accessToken)).body;
  const { body } = await server.post("twoFactor.confirm", { code: shownCode(secret) }, accessToken);
  await forgetUsedCodes(server, user.id);
  return { secret, recoveryCodes: body.recoveryCodes };
}

/** As if some time had passed: tests need more codes than half a minute has. */
export async function forgetUsedCodes(server: TestServer, userId: number): Promise<void> {
  await server.runStatement(`update second_factors set last_step = 0 where user_id = ${userId}`);
}
