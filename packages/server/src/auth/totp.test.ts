import { describe, expect, test } from "bun:test";
import { base32, totpCode, totpStep } from "./totp.ts";

/** RFC 6238, appendix B, and RFC 4226, appendix D: the last six of the digits there. */
const secret = new TextEncoder().encode("12345678901234567890");

describe("[TFA-1] codes of a second factor", () => {
  test("are those of the RFC's own examples", () => {
    const bySeconds = [
      [59, "287082"],
      [1_111_111_109, "081804"],
      [1_111_111_111, "050471"],
      [1_234_567_890, "005924"],
      [2_000_000_000, "279037"],
      [20_000_000_000, "353130"],
    ] as const;
    for (const [seconds, code] of bySeconds) {
      expect(totpCode(secret, Math.floor(seconds / 30))).toBe(code);
      expect(totpStep(secret, code, seconds * 1_000, 0)).toBe(Math.floor(seconds / 30));
    }
    const byCount = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583"];
    expect(byCount.map((_, count) => totpCode(secret, count))).toEqual(byCount);
  });

  test("hold one step before and after their own, and no further", () => {
    const step = 1_000;
    const code = totpCode(secret, step);
    const atStep = (offset: number) => totpStep(secret, code, (step + offset) * 30_000, 0);
    expect([-2, -1, 0, 1, 2].map(atStep)).toEqual([null, step, step, step, null]);
    expect(totpStep(secret, code, (step + 2) * 30_000 - 1, 0)).toBe(step);
  });

  test("hold no more once a code of the same step or a later one was used", () => {
    const now = 1_000 * 30_000;
    expect(totpStep(secret, totpCode(secret, 1_000), now, 999)).toBe(1_000);
    expect(totpStep(secret, totpCode(secret, 1_000), now, 1_000)).toBeNull();
    expect(totpStep(secret, totpCode(secret, 999), now, 1_000)).toBeNull();
    expect(totpStep(secret, totpCode(secret, 1_001), now, 1_000)).toBe(1_001);
  });

  test("are six digits and nothing else", () => {
    for (const code of ["", "75522", "7552240", "75522a", "７５５２２４", "-55224"]) {
      expect(totpStep(secret, code, 0, -1)).toBeNull();
    }
  });

  test("come from secrets in base32 as the RFC's examples have it", () => {
    expect(base32(new TextEncoder().encode("fooba"))).toBe("MZXW6YTB");
    expect(base32(secret)).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  });
});
