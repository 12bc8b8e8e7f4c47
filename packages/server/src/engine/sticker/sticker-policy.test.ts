import { expect, test } from "bun:test";
import { limits, type UserRole } from "@parley/protocol";
import type { StoredMedia } from "../ports/store-media.ts";
import { assertStickerImage, mayChangePack, seesPack } from "./sticker-policy.ts";

const pack = (ownerId: number | null, isShared: boolean, isOwnerEnabled = true) => ({
  ...{ ownerId, isShared, isOwnerEnabled },
});
const person = (userId: number, role: UserRole = "user") => ({ userId, role });

test("[STK-2] a pack is seen by its owner, a shared one by others, one of the server by everybody", () => {
  const guest = person(3, "guest");
  const cases = [
    [person(1), pack(1, false), true],
    [person(2), pack(1, false), false],
    [person(2, "admin"), pack(1, false), false],
    [person(2), pack(1, true), true],
    [person(2), pack(1, true, false), false],
    [guest, pack(1, true), false],
    [guest, pack(null, false), true],
    [person(2), pack(null, true), true],
  ] as const;
  for (const [reader, seen, expected] of cases) {
    expect([reader, seen, seesPack(reader, seen)]).toEqual([reader, seen, expected]);
  }
});

test("[STK-3] a pack is changed by its owner, one of the server by administrators", () => {
  const cases = [
    [person(1), pack(1, true), true],
    [person(2), pack(1, true), false],
    [person(2, "admin"), pack(1, true), false],
    [person(2, "admin"), pack(null, true), true],
    [person(2), pack(null, true), false],
    [person(2, "bot"), pack(null, true), false],
  ] as const;
  for (const [reader, seen, expected] of cases) {
    expect([reader, seen, mayChangePack(reader, seen)]).toEqual([reader, seen, expected]);
  }
});

const image: StoredMedia = {
  ...{ id: "a", ownerId: 1, kind: "image", name: "a.webp", blobKey: "a", sha256: "a", durationMs: null },
  ...{ bytes: limits.stickerBytesMax, type: "image/webp", placeholder: null, createdAt: 1, completeAt: 2 },
  ...{ width: limits.stickerPixelsMax, height: limits.stickerPixelsMax },
};
const codeOf = (media: StoredMedia | null): string => {
  try {
    assertStickerImage(media, person(1), 0);
    return "ok";
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test("[STK-5] a sticker is a complete image of its owner's, within the limits to the byte and the pixel", () => {
  expect(codeOf(image)).toBe("ok");
  const alike = [null, { ...image, ownerId: 2 }, { ...image, completeAt: null }] as const;
  for (const media of [...alike, { ...image, kind: "file" as const }, { ...image, width: null }]) {
    expect([media, codeOf(media)]).toEqual([media, "invalid_arguments"]);
  }
  const larger = [
    { bytes: limits.stickerBytesMax + 1 },
    { width: limits.stickerPixelsMax + 1 },
    { height: limits.stickerPixelsMax + 1 },
  ];
  for (const more of larger) expect(codeOf({ ...image, ...more })).toBe("payload_too_large");
});
