import { describe, expect, test } from "bun:test";
import { surplusSessions } from "./session-limit-policy.ts";

const session = (sessionId: string, platform: string | null, signedInAt: number) => ({
  ...{ sessionId, platform, signedInAt },
  ...{ name: null, address: null, lastActiveAt: 100 - signedInAt },
});
const open = [
  session("oldest", "web", 1),
  session("newest", "web", 4),
  session("middle", "web", 3),
  session("phone", "ios", 2),
  session("unnamed", null, 5),
];

describe("the sessions that give way", () => {
  const cases = [
    ["unlimited", 1, "web", []],
    ["perPlatform", 1, "web", ["newest", "middle", "oldest"]],
    ["perPlatform", 2, "web", ["middle", "oldest"]],
    ["perPlatform", 3, "web", ["oldest"]],
    ["perPlatform", 4, "web", []],
    ["perPlatform", 1, "android", []],
    ["perPlatform", 1, null, ["unnamed"]],
    ["single", 9, "web", ["oldest", "newest", "middle", "phone", "unnamed"]],
  ] as const;
  for (const [sessionPolicy, sessionsPerPlatformMax, platform, expected] of cases) {
    test(`[DEV-5] ${sessionPolicy}, ${sessionsPerPlatformMax} a platform, signing in on ${platform}`, () => {
      const surplus = surplusSessions({ sessionPolicy, sessionsPerPlatformMax }, open, platform);
      expect(surplus.map(({ sessionId }) => sessionId)).toEqual([...expected]);
    });
  }
});
