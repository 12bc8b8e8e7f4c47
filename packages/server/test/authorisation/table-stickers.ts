/** What each caller is answered about sticker packs: one of the target's own, and one the target shares. */
import { accounts, admins, type CaseContext, signedIn, type Table } from "./row.ts";

const privately = ({ world }: CaseContext) => ({ packId: world.packId });
const shared = ({ world }: CaseContext) => ({ packId: world.sharedPackId });
const sticker = "0".repeat(32);

/** Of a pack that is the target's alone nobody learns that there is one. */
const hidden = (more: object = {}) => ({
  about: "of the target's alone",
  args: (context: CaseContext) => ({ ...privately(context), ...more }),
  expect: accounts("not_found"),
});
const refused = (more: object = {}) => ({
  about: "that the target shares",
  args: (context: CaseContext) => ({ ...shared(context), ...more }),
  expect: accounts("forbidden"),
});

export const stickerCases = {
  "stickerPack.create": [
    { args: () => ({ name: "cats" }), expect: accounts("ok") },
    { about: "of the server", args: () => ({ name: "cats", isOfServer: true }), expect: admins("ok") },
  ],
  "stickerPack.update": [hidden({ name: "dogs" }), refused({ name: "dogs" })],
  "stickerPack.delete": [
    hidden(),
    { about: "that the target shares", args: shared, expect: accounts("forbidden", { admin: "ok" }) },
  ],
  "stickerPack.get": [
    { ...hidden(), expect: signedIn("not_found") },
    { about: "that the target shares", args: shared, expect: signedIn("ok", { guest: "not_found" }) },
  ],
  "stickerPack.list": [{ args: () => ({}), expect: signedIn("ok") }],
  "stickerPack.install": [
    hidden(),
    { about: "that the target shares", args: shared, expect: accounts("ok") },
  ],
  "stickerPack.uninstall": [{ args: privately, expect: accounts("ok") }],
  "sticker.add": [
    hidden({ stickers: [{ mediaId: sticker }] }),
    refused({ stickers: [{ mediaId: sticker }] }),
  ],
  "sticker.remove": [hidden({ stickerIds: [sticker] }), refused({ stickerIds: [sticker] })],
} satisfies Partial<Table>;
