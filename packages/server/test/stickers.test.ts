import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits, type Sticker } from "@parley/protocol";
import { adminCaller } from "./support/admin.ts";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { idOf, newTestGroup } from "./support/groups.ts";
import { newGuest } from "./support/guests.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";
import { uploadFor } from "./support/uploads.ts";

const nobodys = "0".repeat(32);

describe("stickers", () => {
  let server: TestServer;
  let admin: Caller;
  let ann: Caller;
  let bob: Caller;
  let eve: Caller;
  let guest: Caller;
  /** Ann's group, with Bob. */
  let conversationId: number;

  beforeAll(async () => {
    // Less than two of the pictures: what takes room of the group is seen at once.
    server = await startTestServer({ groupMediaQuotaBytes: 100 });
    admin = await adminCaller(server);
    const group = await newTestGroup(server, 1);
    [ann, conversationId] = [group.owner, group.conversationId];
    [bob = ann] = group.members;
    eve = await newCaller(server, "eve");
    const user = await newGuest(server);
    guest = { user, socket: await server.connect(user) };
  });
  afterAll(() => server.stop());

  const upload = (owner: Caller) => uploadFor(server, owner.user, "image");
  const listed = async (caller: Caller) => (await readByBoth(server, caller, "stickerPack.list", {})).packs;
  const linked = async (caller: Caller, id: string): Promise<boolean> =>
    (await readByBoth(server, caller, "media.link", { ids: [id] })).links.length === 1;
  const refused = async (caller: Caller, operation: string, args: object) =>
    (await refusedByBoth(server, caller, operation, args)).code;
  const codesOf = (error: { code: string; details?: object | undefined }) => [error.code, error.details];

  async function newPack(owner: Caller, args: object = {}, emojis: readonly string[] = ["🐱"]) {
    const { pack } = await owner.socket.call("stickerPack.create", { name: "cats", ...args });
    const stickers = [];
    for (const emoji of emojis) {
      const { id: mediaId } = await upload(owner);
      stickers.push(emoji === "" ? { mediaId } : { mediaId, emoji });
    }
    const added = await owner.socket.call("sticker.add", { packId: pack.id, stickers });
    return { packId: pack.id as string, pack: added.pack, stickers: added.stickers as Sticker[] };
  }
  const sent = (packId: string, stickerId: string, more: object = {}) => ({
    ...{ conversationId, id: Bun.randomUUIDv7(), content: { type: "sticker", packId, stickerId, ...more } },
  });
  const isOf = (id: string) => (push: { ev: string; id?: string }) =>
    push.ev === "message.sent" && push.id === id;

  test("[STK-1] [STK-5] [STK-8] [STK-10] [FEED-3] a pack is made, filled, changed, put in order and emptied, and the feed tells it", async () => {
    const { packId, pack, stickers } = await newPack(ann, { name: " cats " }, ["🐱", "", "😺"]);
    expect(pack).toMatchObject({ name: "cats", source: "own", isShared: false, stickerCount: 3 });
    expect(stickers.map(({ emoji }) => emoji)).toEqual(["🐱", null, "😺"]);
    expect(stickers[0]).toMatchObject({ width: 3, height: 2, mediaType: "image/png" });
    expect(pack.cover).toEqual(stickers[0]);
    const full = await readByBoth(server, ann, "stickerPack.get", { packId });
    expect(full).toEqual({ pack, stickers });
    expect(await listed(ann)).toContainEqual(pack);

    const [first, second, third] = stickers.map(({ id }) => id);
    const order = [third, first, second];
    const changed = await ann.socket.call("stickerPack.update", {
      ...{ packId, name: "felines", stickerIds: order },
    });
    expect(changed.pack).toMatchObject({ name: "felines", isShared: false });
    expect(changed.pack.changedAt).toBeGreaterThan(pack.changedAt);
    expect(changed.stickers.map(({ id }: Sticker) => id)).toEqual(order);
    for (const stickerIds of [[first], [first, second, second], [first, second, nobodys], []]) {
      const error = await refusedByBoth(server, ann, "stickerPack.update", {
        packId,
        name: "no",
        stickerIds,
      });
      expect(codesOf(error)).toEqual(["invalid_arguments", { path: "/stickerIds" }]);
    }
    // Added again it is the same, with another emoji.
    const [again] = stickers;
    const named = [{ mediaId: again?.mediaId, emoji: "🙀" }];
    const renamed = await ann.socket.call("sticker.add", { packId, stickers: named });
    expect(renamed.stickers.map(({ id, emoji }: Sticker) => [id, emoji])).toEqual([
      [third, "😺"],
      [first, "🙀"],
      [second, null],
    ]);
    // While it is in the pack, nothing else removes its image.
    const file = again?.mediaId ?? "";
    expect(await refused(ann, "media.delete", { id: file })).toBe("conflict");
    const { files } = await ann.socket.call("media.list", { limit: 100 });
    expect(files.find(({ media }: { media: { id: string } }) => media.id === file)).toMatchObject({
      isUsed: true,
    });
    const emptied = { packId, stickerIds: [nobodys, ...order] };
    expect((await ann.socket.call("sticker.remove", emptied)).pack).toMatchObject({
      stickerCount: 0,
      cover: null,
    });
    await ann.socket.call("media.delete", { id: file });
    await ann.socket.call("stickerPack.delete", { packId });
    expect(await refused(ann, "stickerPack.get", { packId })).toBe("not_found");
    expect(await refused(ann, "stickerPack.delete", { packId })).toBe("not_found");

    const isTold = (push: { ev: string; packId?: string }) =>
      push.ev === "stickerPack.changed" && push.packId === packId;
    await ann.socket.push((push) => isTold(push) && push.isListed === false);
    expect(ann.socket.pushes.filter(isTold).map(({ isListed }) => isListed)).toEqual([
      ...Array.from({ length: 5 }, () => true),
      false,
    ]);
    expect(bob.socket.pushes.some(({ ev }) => ev === "stickerPack.changed")).toBe(false);
  });

  test("[STK-5] what is no good image of the caller's is refused, and nothing of the call is kept", async () => {
    const { packId } = await newPack(ann);
    const [good, bobs] = [await upload(ann), await upload(bob)];
    const file = await uploadFor(server, ann.user, "file");
    const { media: open } = await ann.socket.call("media.create", { kind: "image", name: "a", bytes: 9 });
    const add = (stickers: object[]) => ({ packId, stickers });
    for (const mediaId of [bobs.id, file.id, open.id, nobodys]) {
      const error = await refusedByBoth(server, ann, "sticker.add", add([{ mediaId: good.id }, { mediaId }]));
      expect(codesOf(error)).toEqual(["invalid_arguments", { path: "/stickers/1/mediaId" }]);
    }
    for (const emoji of ["abc", "🐱🐱", "<b>"]) {
      const error = await refusedByBoth(server, ann, "sticker.add", add([{ mediaId: good.id, emoji }]));
      expect(codesOf(error)).toEqual(["invalid_arguments", { path: "/stickers/0/emoji" }]);
    }
    const [wide, heavy] = [await upload(ann), await upload(ann)];
    await server.runStatement(
      `update media set width = ${limits.stickerPixelsMax + 1} where id = '${wide.id}'`,
    );
    await server.runStatement(
      `update media set bytes = ${limits.stickerBytesMax + 1} where id = '${heavy.id}'`,
    );
    for (const { id: mediaId } of [wide, heavy]) {
      const args = add([{ mediaId: good.id }, { mediaId }]);
      expect(await refused(ann, "sticker.add", args)).toBe("payload_too_large");
    }
    const { stickers } = await ann.socket.call("stickerPack.get", { packId });
    expect(stickers).toHaveLength(1);
    await ann.socket.call("media.delete", { id: good.id });
  });

  test("[STK-4] packs and stickers are counted, also when they come at once", async () => {
    const carl = await newCaller(server, "carl");
    const [first] = [await newPack(carl)];
    const more = limits.stickersPerPackMax;
    const ids = Array.from({ length: more }, (_, index) => `${index}`.padStart(32, "d"));
    const rows = ids.map(
      (id) => `('${id}', ${idOf(carl)}, 'image', 'a', 1, '${id}', 'image/png', 5, 5, 1, 1, 1)`,
    );
    await server.runStatement(
      `insert into media (id, owner_id, kind, name, bytes, blob_key, type, width, height, created_at, complete_at, unused_since) values ${rows.join()}`,
    );
    const stickers = ids.map((mediaId) => ({ mediaId }));
    const error = await refusedByBoth(server, carl, "sticker.add", { packId: first.packId, stickers });
    expect(codesOf(error)).toEqual(["limit_reached", { stickersPerPackMax: more }]);
    const full = await carl.socket.call("sticker.add", { packId: first.packId, stickers: stickers.slice(1) });
    expect(full.stickers).toHaveLength(more);

    const made = await Promise.all(
      Array.from({ length: 9 }, () => carl.socket.exchange("stickerPack.create", { name: "a" })),
    );
    expect(made.filter((answer) => "ok" in answer)).toHaveLength(9);
    const rest = limits.ownStickerPacksMax - 10;
    const packs = Array.from({ length: rest - 1 }, (_, index) => `('${index}', ${idOf(carl)}, 'a', 0, 1, 1)`);
    await server.runStatement(
      `insert into sticker_packs (id, owner_id, name, is_shared, created_at, changed_at) values ${packs.join()}`,
    );
    const last = await Promise.all(
      [1, 2, 3].map(
        async () => (await server.post("stickerPack.create", { name: "a" }, carl.user.accessToken)).status,
      ),
    );
    expect(last.filter((status) => status === 200)).toHaveLength(1);
    const many = await refusedByBoth(server, carl, "stickerPack.create", { name: "a" });
    expect(codesOf(many)).toEqual(["limit_reached", { ownStickerPacksMax: limits.ownStickerPacksMax }]);

    const { serverStickerPacksMax } = limits;
    await server.runStatement(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${serverStickerPacksMax})
       insert into sticker_packs (id, owner_id, name, is_shared, created_at, changed_at)
       select 'of the server ' || i, null, 'a', 0, 1, 1 from n`,
    );
    const ofServer = { name: "a", isOfServer: true };
    const over = await refusedByBoth(server, admin, "stickerPack.create", ofServer);
    expect(codesOf(over)).toEqual(["limit_reached", { serverStickerPacksMax }]);
    await server.runStatement("delete from sticker_packs where id like 'of the server %'");
  });

  test("[STK-2] [STK-9] a pack that is shared is installed by its id, until it is shared no more", async () => {
    const { packId } = await newPack(ann);
    expect(await refused(bob, "stickerPack.get", { packId })).toBe("not_found");
    expect(await refused(bob, "stickerPack.install", { packId })).toBe("not_found");
    await ann.socket.call("stickerPack.update", { packId, isShared: true });
    const seen = await readByBoth(server, bob, "stickerPack.get", { packId });
    expect(seen.pack).toMatchObject({ source: "other", isInstalled: false });
    expect(JSON.stringify(seen)).not.toContain("wner");
    for (let time = 0; time < 2; time += 1) {
      const { pack } = await bob.socket.call("stickerPack.install", { packId });
      expect(pack).toMatchObject({ isInstalled: true, source: "other" });
    }
    // One's own is in one's list anyway.
    await ann.socket.call("stickerPack.install", { packId });
    const own = (await listed(ann)).filter(({ id }: { id: string }) => id === packId);
    expect(own).toMatchObject([{ source: "own", isInstalled: false }]);
    const later = await newPack(bob);
    expect((await listed(bob)).map(({ id }: { id: string }) => id)).toEqual([later.packId, packId]);
    const told = bob.socket.pushes.filter(
      (push) => push.ev === "stickerPack.changed" && push.packId === packId,
    );
    expect(told.map(({ isListed }) => isListed)).toEqual([true]);

    for (const [operation, args] of [
      ["stickerPack.update", { packId, name: "mine" }],
      ["stickerPack.delete", { packId }],
      ["sticker.add", { packId, stickers: [{ mediaId: (await upload(bob)).id }] }],
      ["sticker.remove", { packId, stickerIds: [nobodys] }],
    ] as const) {
      expect([operation, await refused(bob, operation, args)]).toEqual([operation, "forbidden"]);
    }
    await ann.socket.call("stickerPack.update", { packId, isShared: false });
    expect((await listed(bob)).map(({ id }: { id: string }) => id)).toEqual([later.packId]);
    await ann.socket.call("stickerPack.update", { packId, isShared: true });
    await bob.socket.call("stickerPack.uninstall", { packId });
    await bob.socket.call("stickerPack.uninstall", { packId });
    await bob.socket.push((push) => push.ev === "stickerPack.changed" && push.isListed === false);
    expect((await listed(bob)).map(({ id }: { id: string }) => id)).toEqual([later.packId]);
    expect(await listed(guest)).toEqual([]);
  });

  test("[STK-4] only so many are installed, and what is gone does not count", async () => {
    const dora = await newCaller(server, "dora");
    const { packId } = await newPack(ann, { isShared: true });
    const { installedStickerPacksMax } = limits;
    const ids = Array.from({ length: installedStickerPacksMax }, (_, index) => `${index}`.padStart(32, "e"));
    const packs = ids.map((id) => `('${id}', ${idOf(eve)}, 'a', 1, 1, 1)`);
    await server.runStatement(
      `insert into sticker_packs (id, owner_id, name, is_shared, created_at, changed_at) values ${packs.join()}`,
    );
    const installed = [...ids, "f".repeat(32)].map((id) => `(${idOf(dora)}, '${id}', 1)`);
    await server.runStatement(
      `insert into installed_sticker_packs (user_id, pack_id, installed_at) values ${installed.join()}`,
    );
    expect(await listed(dora)).toHaveLength(installedStickerPacksMax);
    const error = await refusedByBoth(server, dora, "stickerPack.install", { packId });
    expect(codesOf(error)).toEqual(["limit_reached", { installedStickerPacksMax }]);
    await server.runStatement(`update sticker_packs set is_shared = 0 where id = '${ids[0]}'`);
    await dora.socket.call("stickerPack.install", { packId });
    expect(await listed(dora)).toHaveLength(installedStickerPacksMax);
    await server.runStatement(`delete from sticker_packs where owner_id = ${idOf(eve)}`);
    expect(await listed(dora)).toHaveLength(1);
  });

  test("[STK-6] [STK-7] [STK-8] a sticker shows what its pack says, and goes on when the pack is gone", async () => {
    const { packId, stickers } = await newPack(ann, {}, ["🐱", ""]);
    const [cat, plain] = stickers;
    if (cat === undefined || plain === undefined) throw new Error("there are two");
    const { mediaId } = cat;
    expect(await linked(bob, mediaId)).toBe(false);
    const args = sent(packId, cat.id, { emoji: "💣", mediaId: nobodys, width: 9, html: "<b>" });
    const { rev } = await ann.socket.call("message.send", args);
    const push = await bob.socket.push(isOf(args.id));
    const { id: stickerId, width, height, bytes, mediaType } = cat;
    expect(push.content).toEqual({
      ...{ type: "sticker", packId, stickerId, mediaId, emoji: "🐱" },
      ...{ width, height, bytes, mediaType },
    });
    const { messages } = await readByBoth(server, bob, "message.list", { conversationId, limit: 1 });
    expect(messages[0].content).toEqual(push.content);
    // Sent again, as after a lost answer, it is the same; and a second one takes no room of the group.
    expect(await ann.socket.call("message.send", args)).toMatchObject({ rev });
    const others = [sent(packId, cat.id), sent(packId, plain.id)];
    for (const other of others) await ann.socket.call("message.send", other);
    const second = await bob.socket.push(isOf(others[1]?.id ?? ""));
    expect("emoji" in second.content).toBe(false);
    expect([await linked(bob, mediaId), await linked(eve, mediaId)]).toEqual([true, false]);

    await ann.socket.call("stickerPack.delete", { packId });
    expect([await linked(bob, mediaId), await linked(eve, mediaId)]).toEqual([true, false]);
    const { links } = await bob.socket.call("media.link", { ids: [mediaId] });
    expect((await fetch(`${server.url}${links[0].url}`)).status).toBe(200);
    expect(await refused(ann, "media.delete", { id: mediaId })).toBe("conflict");
    expect(await refused(ann, "message.send", sent(packId, cat.id))).toBe("invalid_arguments");
    // The same message again is answered as before, though it could not be sent any more.
    expect(await ann.socket.call("message.send", args)).toMatchObject({ rev });
    for (const { id } of [args, ...others]) await ann.socket.call("message.recall", { conversationId, id });
    expect(await linked(bob, mediaId)).toBe(false);
    expect((await fetch(`${server.url}${links[0].url}`)).status).toBe(404);
    await ann.socket.call("media.delete", { id: mediaId });
  });

  test("[STK-6] a pack that is not seen, none, and one without the sticker are refused alike", async () => {
    const { packId, stickers } = await newPack(ann);
    const other = await newPack(bob);
    const refusals = new Set<string>();
    for (const content of [
      [packId, stickers[0]?.id ?? ""],
      [nobodys, nobodys],
      [other.packId, stickers[0]?.id ?? ""],
    ] as const) {
      const error = await refusedByBoth(server, bob, "message.send", sent(...content));
      refusals.add(JSON.stringify(error));
    }
    expect([...refusals]).toHaveLength(1);
    expect([...refusals][0]).toContain("/content/stickerId");
    const elsewhere = sent(packId, stickers[0]?.id ?? "");
    expect(await refused(eve, "message.send", elsewhere)).toBe("not_found");
    const { content, id } = elsewhere;
    const later = { conversationId, id, content, sendAt: Date.now() + 60_000 };
    expect(await refused(bob, "message.schedule", later)).toBe("invalid_arguments");
    await ann.socket.call("message.schedule", later);
    await ann.socket.call("message.cancelScheduled", { conversationId, id });
    await ann.socket.call("stickerPack.delete", { packId });
    await ann.socket.call("media.delete", { id: stickers[0]?.mediaId });
  });

  test("[STK-7] [FWD-2] a forwarded sticker is seen where it went, however often it was said elsewhere", async () => {
    const { packId, stickers } = await newPack(ann);
    const [{ id: stickerId, mediaId } = { id: "", mediaId: "" }] = stickers;
    const args = sent(packId, stickerId);
    await ann.socket.call("message.send", args);
    const { conversation } = await ann.socket.call("group.create", { memberIds: [idOf(eve)] });
    const to = { conversationId, toConversationId: conversation.id, ids: [args.id] };
    const newIds = [Bun.randomUUIDv7()];
    await ann.socket.call("message.forward", { ...to, newIds });
    expect(await linked(eve, mediaId)).toBe(true);
    // In more places than are looked at, in none of which Eve is.
    const uses = Array.from({ length: 60 }, (_, index) => `('${mediaId}', ${90_000 + index}, 'm${index}')`);
    await server.runStatement(
      `insert into media_uses (media_id, conversation_id, message_id) values ${uses.join()}`,
    );
    expect(await linked(eve, mediaId)).toBe(true);
    await ann.socket.call("message.recall", { conversationId: conversation.id, id: newIds[0] });
    expect([await linked(eve, mediaId), await linked(bob, mediaId)]).toEqual([false, true]);
    const merged = [Bun.randomUUIDv7()];
    await ann.socket.call("message.forward", { ...to, newIds: merged, isMerged: true });
    expect(await linked(eve, mediaId)).toBe(true);
    // What the original said goes wherever it is shown.
    await ann.socket.call("message.recall", { conversationId, id: args.id });
    expect(await linked(eve, mediaId)).toBe(false);
  });

  test("[STK-3] [GUE-5] [ADM-3] administrators make packs of the server, from which guests send too", async () => {
    const { packId, stickers } = await newPack(admin, { isOfServer: true });
    for (const caller of [guest, eve]) {
      expect(await listed(caller)).toContainEqual(expect.objectContaining({ id: packId, source: "server" }));
      expect(await linked(caller, stickers[0]?.mediaId ?? "")).toBe(true);
    }
    const { conversation } = await guest.socket.call("conversation.openDirect", { userId: idOf(bob) });
    const hi = sent(packId, stickers[0]?.id ?? "");
    await guest.socket.call("message.send", { ...hi, conversationId: conversation.id });
    expect((await bob.socket.push(isOf(hi.id))).content.emoji).toBe("🐱");
    const shared = await newPack(ann, { isShared: true });
    expect(await refused(guest, "stickerPack.get", { packId: shared.packId })).toBe("not_found");
    const bad = { ...sent(shared.packId, shared.stickers[0]?.id ?? ""), conversationId: conversation.id };
    expect(await refused(guest, "message.send", bad)).toBe("invalid_arguments");
    expect(await linked(guest, shared.stickers[0]?.mediaId ?? "")).toBe(false);
    expect(await linked(eve, shared.stickers[0]?.mediaId ?? "")).toBe(true);

    for (const [operation, args] of [
      ["stickerPack.create", { name: "no", isOfServer: true }],
      ["stickerPack.update", { packId, name: "no" }],
      ["stickerPack.delete", { packId }],
    ] as const) {
      expect([operation, await refused(ann, operation, args)]).toEqual([operation, "forbidden"]);
    }
    await admin.socket.call("stickerPack.update", { packId, name: "ours" });
    // A bad pack of somebody's goes too.
    await admin.socket.call("stickerPack.delete", { packId: shared.packId });
    await ann.socket.push((push) => push.packId === shared.packId && push.isListed === false);
    const mine = await newPack(ann);
    expect(await refused(admin, "stickerPack.delete", { packId: mine.packId })).toBe("not_found");
    await admin.socket.call("stickerPack.delete", { packId });
    const { entries } = await admin.socket.call("admin.listAudit", { limit: 10 });
    const acts = entries
      .filter(({ targetId }: { targetId: string }) => [packId, shared.packId].includes(targetId))
      .map(({ action }: { action: string }) => action);
    expect(acts.toReversed()).toEqual([
      ...["stickerPack.create", "sticker.add", "stickerPack.update"],
      ...["stickerPack.delete", "stickerPack.delete"],
    ]);
  });

  test("[STK-2] [STK-11] with who is disabled or gone their packs go, and what was sent from them stays", async () => {
    const fred = await newCaller(server, "fred");
    const { packId, stickers } = await newPack(fred, { isShared: true });
    const [{ id: stickerId, mediaId } = { id: "", mediaId: "" }] = stickers;
    await bob.socket.call("stickerPack.install", { packId });
    await bob.socket.call("message.send", sent(packId, stickerId));
    await admin.socket.call("admin.disableUser", { userId: idOf(fred) });
    expect(await refused(bob, "stickerPack.get", { packId })).toBe("not_found");
    expect(await refused(bob, "message.send", sent(packId, stickerId))).toBe("invalid_arguments");
    await admin.socket.call("admin.enableUser", { userId: idOf(fred) });
    expect((await bob.socket.call("stickerPack.get", { packId })).pack.isInstalled).toBe(true);
    await admin.socket.call("admin.deleteUser", { userId: idOf(fred) });
    expect(await refused(bob, "stickerPack.get", { packId })).toBe("not_found");
    expect([await linked(bob, mediaId), await linked(eve, mediaId)]).toEqual([true, false]);
    const left = await server.rows(
      `select media_id from media_uses where conversation_id = 0 and media_id = '${mediaId}'`,
    );
    expect(left).toEqual([]);
  });

  test("[STK-11] [DP-07] the export has one's packs, their stickers and what is installed, and nothing of others", async () => {
    const [gina, hans] = [await newCaller(server, "gina"), await newCaller(server, "hans")];
    const own = await newPack(gina, { name: "own" }, ["🐱", "😺"]);
    const shared = await newPack(hans, { name: "hansmark", isShared: true });
    await gina.socket.call("stickerPack.install", { packId: shared.packId });
    const items = new Map<string, object[]>();
    let cursor: string | null | undefined;
    do {
      const page = await readByBoth(server, gina, "account.export", cursor === undefined ? {} : { cursor });
      items.set(page.section, [...(items.get(page.section) ?? []), ...page.items]);
      cursor = page.next;
    } while (cursor !== null);
    expect(items.get("stickerPacks")).toMatchObject([{ id: own.packId, name: "own", isShared: false }]);
    expect(items.get("stickers")).toHaveLength(2);
    expect(items.get("stickers")).toContainEqual(
      expect.objectContaining({ packId: own.packId, emoji: "😺", mediaId: own.stickers[1]?.mediaId }),
    );
    expect(items.get("installedStickerPacks")).toMatchObject([{ packId: shared.packId }]);
    expect(JSON.stringify([...items])).not.toContain("hansmark");
  });
});
