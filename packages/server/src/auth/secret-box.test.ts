import { expect, test } from "bun:test";
import { createSecretBox } from "./secret-box.ts";

test("[HOOK-5] a sealed secret opens for its owner alone, and with the same key", () => {
  const box = createSecretBox({ digest: Buffer.alloc(32, 1) });
  const sealed = box.seal("whsec_secret", "webhook 1");
  expect(sealed).not.toContain("secret");
  expect(box.open(sealed, "webhook 1")).toBe("whsec_secret");
  expect(() => box.open(sealed, "webhook 2")).toThrow();
  expect(() => createSecretBox({ digest: Buffer.alloc(32, 2) }).open(sealed, "webhook 1")).toThrow();
});
