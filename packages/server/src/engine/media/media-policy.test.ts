import { expect, test } from "bun:test";
import { announceRefusal, groupRefusal, type MediaLimits, openUploadsMax } from "./media-policy.ts";

const limits: MediaLimits = {
  ...{ imageBytesMax: 100, voiceBytesMax: 100, videoBytesMax: 100, fileBytesMax: 1_000 },
  ...{ mediaQuotaBytes: 2_000, guestMediaQuotaBytes: 500, groupMediaQuotaBytes: 300 },
};

test("[MED-12] a file is announced up to its kind's size, the owner's quota and the uploads that are open", () => {
  const file = (bytes: number, isGuest = false) => ({ kind: "file" as const, bytes, isGuest });
  const none = { bytes: 0, openCount: 0 };
  for (const [announced, usage, code] of [
    [file(1_000), none, undefined],
    [file(1_001), none, "payload_too_large"],
    [file(1_000), { bytes: 1_000, openCount: 0 }, undefined],
    [file(1_000), { bytes: 1_001, openCount: 0 }, "limit_reached"],
    [file(500, true), none, undefined],
    [file(501, true), none, "limit_reached"],
    [file(1), { bytes: 0, openCount: openUploadsMax - 1 }, undefined],
    [file(1), { bytes: 0, openCount: openUploadsMax }, "limit_reached"],
  ] as const) {
    expect(announceRefusal(announced, usage, limits)?.code).toBe(code);
  }
});

test("[MED-16] the files of a group grow up to its quota; what does not make them more is never refused", () => {
  for (const [before, after, code] of [
    [0, 300, undefined],
    [0, 301, "limit_reached"],
    [299, 301, "limit_reached"],
    [400, 400, undefined],
    [400, 401, "limit_reached"],
  ] as const) {
    expect(groupRefusal({ before, after }, limits)?.code).toBe(code);
  }
});
