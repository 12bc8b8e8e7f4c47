import { expect, test } from "bun:test";
import type { Reader } from "../ports/store.ts";
import { fullPack } from "./public-pack.ts";

test("[STK-2] a pack that is deleted while somebody reads it is none", async () => {
  const stickerPacks = { find: async () => null } as unknown as Reader["stickerPacks"];
  const actor = { kind: "user", userId: 1, role: "user", sessionId: "" } as const;
  expect(fullPack({ stickerPacks }, actor, "a")).rejects.toMatchObject({ code: "not_found" });
});
