import { expect, test } from "bun:test";
import { username as usernameSchema } from "@parley/protocol";
import { proposeUsername } from "./propose-username.ts";

test("[OIDC-6] a username is made of what the person is called there, and fits whatever that is", () => {
  const proposed = (username: string | null, name: string | null = null) =>
    proposeUsername({ username, name });
  expect(proposed("ann.smith")).toBe("ann_smith");
  expect(proposed("  --Ann--Smith--  ")).toBe("Ann_Smith");
  expect(proposed("ann@example.com", "Ann Smith")).toBe("Ann_Smith");
  expect(proposed("ann@example.com")).toBe("ann");
  expect(proposed(null, "王小明")).toBe("王小明");
  expect(proposed("x", "Ann")).toBe("Ann");
  expect(proposed("ｆｕｌｌ")).toBe("full");
  for (const odd of [null, "", "@", "..", "x", "🙂🙂🙂🙂", "\u0000\u202e\u200b", "@example.com"]) {
    expect(proposed(odd)).toBe("user");
  }
  const form = new RegExp((usernameSchema as { pattern?: string }).pattern ?? "never", "u");
  const names = [
    "ann.smith",
    "a".repeat(500),
    "हिन्दी नाम",
    "𠮷".repeat(100),
    "_x_y_z_",
    "Ångström <b>",
    "ß".repeat(40),
  ];
  for (const name of names) {
    const base = proposed(name);
    for (const candidate of [base, `${base}_123456`]) {
      expect([name, form.test(candidate)]).toEqual([name, true]);
      expect(Array.from(candidate).length).toBeLessThanOrEqual(32);
    }
  }
});
