import { describe, expect, test } from "bun:test";
import { createSecondFactors } from "./second-factors.ts";
import { totpCode } from "./totp.ts";

const newKeys = () => ({ digest: crypto.getRandomValues(new Uint8Array(32)) });
const step = 60_000_000;
const now = step * 30_000;

function bytesOf(base32: string): Uint8Array {
  const bits = Array.from(base32, (letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  ).join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

describe("[TFA-2] the secret of a second factor", () => {
  const keys = newKeys();
  const factors = createSecondFactors(keys);

  test("has 160 bits, is sealed differently each time, and checks codes when it is opened", () => {
    const { secret, sealed } = factors.create(7);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(sealed).not.toContain(secret);
    expect(Buffer.from(sealed, "base64url").includes(Buffer.from(bytesOf(secret)))).toBe(false);
    const code = totpCode(bytesOf(secret), step);
    expect(factors.stepOf(sealed, 7, code, now, 0)).toBe(step);
    expect(createSecondFactors(keys).stepOf(sealed, 7, code, now, 0)).toBe(step);
    expect(factors.create(7)).not.toEqual({ secret, sealed });
  });

  test("opens for nobody else, with no other keys, and not when it was changed", () => {
    const { sealed } = factors.create(7);
    const opening =
      (text: string, userId: number, by = factors) =>
      () =>
        by.stepOf(text, userId, "000000", now, 0);
    expect(opening(sealed, 7)).not.toThrow();
    expect(opening(sealed, 8)).toThrow();
    expect(opening(sealed, 7, createSecondFactors(newKeys()))).toThrow();
    const bytes = Buffer.from(sealed, "base64url");
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(opening(changed.toString("base64url"), 7)).toThrow();
    }
    expect(opening("", 7)).toThrow();
  });

  test("recovery codes have 80 bits, and no two are the same", () => {
    const codes = Array.from({ length: 1_000 }, factors.createRecoveryCode);
    expect(codes.every((code) => /^[A-Z2-7]{16}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
