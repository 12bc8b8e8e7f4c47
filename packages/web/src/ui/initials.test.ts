import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { avatarColor, avatarColors, initials } from "@parley/protocol/initials";

test("initials stand for people and groups of any script", () => {
  expect(initials("Anna Maria Lindqvist")).toBe("AL");
  expect(initials("anna")).toBe("A");
  expect(initials("陈思远")).toBe("思远");
  expect(initials("王浩")).toBe("王浩");
  expect(initials("产品设计组")).toBe("产品");
  expect(initials("田中 由紀")).toBe("田中");
  expect(initials("🦊 fox")).toBe("🦊F");
});

test("a name without letters still has a face", () => {
  for (const name of ["", "   ", "!!!", "_"]) expect(initials(name)).toBe("#");
});

test("the style sheet has the colours that the server paints with", () => {
  const sheet = readFileSync(new URL("../styles/ui/avatar.css", import.meta.url), "utf8");
  avatarColors.forEach(([from, to], index) => {
    expect(sheet).toContain(`.avatar-color-${index} {\n  --from: ${from};\n  --to: ${to};\n}`);
  });
});

test("every id has one of the colours the style sheet knows", () => {
  for (let id = 0; id < 200; id += 1) {
    expect(avatarColor(id)).toBeGreaterThanOrEqual(0);
    expect(avatarColor(id)).toBeLessThan(avatarColors.length);
  }
  expect(avatarColor(1)).not.toBe(avatarColor(2));
});
