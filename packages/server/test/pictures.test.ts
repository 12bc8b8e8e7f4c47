import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { avatarColor, avatarColors } from "@parley/protocol/initials";
import { limits } from "@parley/protocol/limits";
import { facePlaces } from "../src/blobs/compose-faces.ts";
import { pixelsOf } from "../src/blobs/png-pixels.ts";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { idOf, newTestGroup, type TestGroup } from "./support/groups.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";
import { uploadFor } from "./support/uploads.ts";

describe("pictures of people and groups", () => {
  let server: TestServer;
  let ann: Caller;
  let eve: Caller;

  beforeAll(async () => {
    server = await startTestServer();
    [ann, eve] = [await newCaller(server, "ann"), await newCaller(server, "eve")];
  });
  afterAll(() => server.stop());

  const newPicture = async (of: Caller) => `/media/${(await uploadFor(server, of.user, "image")).id}`;
  const idIn = (address: string) => address.slice("/media/".length);
  const linkFor = async (reader: Caller, address: string): Promise<string | undefined> =>
    (await readByBoth(server, reader, "media.link", { ids: [idIn(address)] })).links[0]?.url;
  const setPicture = (of: Caller, avatar: string | null) => of.socket.call("account.update", { avatar });
  const groupOf = async (reader: Caller, conversationId: number) =>
    (await readByBoth(server, reader, "group.get", { conversationId })).group;
  const madeFor = (reader: Caller, conversationId: number, isIt: (avatar: string | null) => boolean) =>
    reader.socket.push(
      (push) =>
        push.ev === "conversation.updated" &&
        push.conversationId === conversationId &&
        push.actorId === 0 &&
        isIt(push.conversation.avatar),
    );

  /** The same, without the pauses between two pictures of a group. */
  async function madeAtOnce(...[reader, conversationId, isIt]: Parameters<typeof madeFor>) {
    let isMade = false;
    const made = madeFor(reader, conversationId, isIt).finally(() => {
      isMade = true;
    });
    while (!isMade) {
      await server.runStatement(`update conversations set faces_made_at = 0 where id = ${conversationId}`);
      await server.runStatement(
        `update face_renewals set due_at = 0 where conversation_id = ${conversationId}`,
      );
      await Bun.sleep(50);
    }
    return made;
  }

  /** What one may not show: nothing of it tells whether it exists. */
  async function wrongPictures(): Promise<string[]> {
    const [file, large] = [
      await uploadFor(server, ann.user, "file"),
      await uploadFor(server, ann.user, "image"),
    ];
    const bytes = limits.avatarBytesMax + 1;
    await server.runStatement(`update media set bytes = ${bytes} where id = '${large.id}'`);
    const open = { kind: "image", name: "a.png", bytes: 100 };
    const { media: announced } = await ann.socket.call("media.create", open);
    const own = await newPicture(ann);
    return [
      await newPicture(eve),
      ...[file.id, large.id, announced.id, "0".repeat(32)].map((id) => `/media/${id}`),
      ...[`${own}?user=1`, `${own}/x`, "/media/", "/media/../a"],
    ];
  }

  test("[PIC-1] only a complete image of one's own is taken for a picture, and a refusal changes nothing", async () => {
    const { conversation } = await ann.socket.call("group.create", { memberIds: [idOf(eve)] });
    const conversationId = conversation.id;
    const before = await groupOf(ann, conversationId);
    for (const avatar of await wrongPictures()) {
      for (const [operation, args] of [
        ["account.update", { avatar, bio: "no" }],
        ["group.create", { memberIds: [], avatar }],
        ["group.update", { conversationId, avatar, description: "no" }],
        ["member.setProfile", { conversationId, avatar, nickname: "no" }],
      ] as const) {
        const refused = await refusedByBoth(server, ann, operation, args);
        expect({ avatar, code: refused.code, path: refused.details?.path }).toEqual({
          ...{ avatar, code: "invalid_arguments", path: "/avatar" },
        });
      }
    }
    expect(await groupOf(ann, conversationId)).toEqual(before);
    const { account } = await readByBoth(server, ann, "account.me", {});
    expect(account).toMatchObject({ avatar: null, bio: null });
    const { members } = await readByBoth(server, ann, "member.list", { conversationId });
    expect(members.some((member: object) => "nickname" in member || "avatar" in member)).toBe(false);
  });

  test("[PIC-2] [MED-23] a file is kept while it is a picture anywhere, and is as any other afterwards", async () => {
    const picture = await newPicture(ann);
    const id = idIn(picture);
    const { conversation } = await ann.socket.call("group.create", { memberIds: [], avatar: picture });
    const conversationId = conversation.id;
    expect(conversation.avatar).toBe(picture);
    await setPicture(ann, picture);
    await ann.socket.call("member.setProfile", { conversationId, avatar: picture });
    const unused = () => server.rows(`select unused_since from media where id = '${id}'`);
    const isUsed = async () => {
      const { files } = await readByBoth(server, ann, "media.list", {});
      return files.find((file: { media: { id: string } }) => file.media.id === id).isUsed;
    };
    expect((await refusedByBoth(server, ann, "media.delete", { id })).code).toBe("conflict");
    await setPicture(ann, null);
    await ann.socket.call("group.update", { conversationId, avatar: "https://pictures.example/a.png" });
    expect((await refusedByBoth(server, ann, "media.delete", { id })).code).toBe("conflict");
    expect([await isUsed(), await unused()]).toEqual([true, [{ unused_since: null }]]);
    await ann.socket.call("member.setProfile", { conversationId, avatar: null });
    expect(await isUsed()).toBe(false);
    expect(Number((await unused())[0]?.unused_since)).toBeGreaterThan(0);
    await ann.socket.call("media.delete", { id });
  });

  test("[PIC-3] a picture is fetched by whoever is shown it, as long as it is shown", async () => {
    const [of, inGroup] = [await newPicture(ann), await newPicture(ann)];
    const { conversation } = await ann.socket.call("group.create", {
      memberIds: [idOf(eve)],
      avatar: inGroup,
    });
    const conversationId = conversation.id;
    const stranger = await newCaller(server, "stranger");
    expect([await linkFor(eve, of), await linkFor(stranger, inGroup)]).toEqual([undefined, undefined]);
    await setPicture(ann, of);
    const link = await linkFor(stranger, of);
    expect(link).toBeDefined();
    expect((await fetch(server.url + link)).headers.get("content-type")).toBe("image/png");
    expect(await linkFor(eve, inGroup)).toBeDefined();
    await ann.socket.call("group.update", { conversationId, settings: { isPublic: true } });
    expect(await linkFor(stranger, inGroup)).toBeDefined();
    await ann.socket.call("group.update", { conversationId, settings: { isPublic: false } });
    expect(await linkFor(stranger, inGroup)).toBeUndefined();

    const own = await newPicture(eve);
    await eve.socket.call("member.setProfile", { conversationId, avatar: own });
    expect([await linkFor(ann, own), await linkFor(stranger, own)]).toEqual([expect.any(String), undefined]);
    await eve.socket.call("group.leave", { conversationId });
    expect([await linkFor(ann, own), await linkFor(eve, inGroup)]).toEqual([undefined, undefined]);
    await setPicture(ann, null);
    expect((await fetch(server.url + link)).status).toBe(404);
  });

  /** The colour in the middle of each face that a group's picture has, as its reader fetches it. */
  async function facesIn(reader: Caller, address: string, count: number): Promise<number[][]> {
    const response = await fetch(server.url + (await linkFor(reader, address)));
    expect(response.headers.get("content-type")).toBe("image/webp");
    const pixels = pixelsOf(await new Bun.Image(await response.bytes()).png().bytes());
    if (pixels === null) throw new Error("the picture cannot be read");
    return facePlaces(count).map(({ left, size, top }) => {
      // Off the middle, where no letter is.
      const at = ((top + Math.round(size / 2)) * pixels.width + left + 6) * 4;
      return [...pixels.rgba.subarray(at, at + 3)];
    });
  }
  const isNear = (color: readonly number[] | undefined, expected: readonly number[]) =>
    expected.every((value, channel) => Math.abs((color?.[channel] ?? -99) - value) < 24);
  const middleColor = (of: Caller): number[] => {
    const [from, to] = avatarColors[avatarColor(idOf(of))] ?? avatarColors[0];
    const channel = (color: string, at: number) => Number.parseInt(color.slice(at, at + 2), 16);
    return [1, 3, 5].map((at) => (channel(from, at) + channel(to, at)) / 2);
  };
  const red = [255, 0, 0];

  /** A group of three, of whom one member has a picture. */
  async function groupWithPicture(): Promise<TestGroup & { readonly avatar: string }> {
    const group = await newTestGroup(server, 2);
    const [member] = group.members as [Caller];
    await setPicture(member, await newPicture(member));
    const made = await madeFor(group.owner, group.conversationId, (avatar) => avatar !== null);
    return { ...group, avatar: made.conversation.avatar };
  }

  test("[PIC-10] [PIC-14] [GRP-3] a group's picture is made of its members', letters standing for who has none", async () => {
    const { avatar, conversationId, members, owner } = await groupWithPicture();
    const [member, other] = members as [Caller, Caller];
    const { conversation } = await groupOf(owner, conversationId);
    expect(conversation).toMatchObject({ avatar, faces: [idOf(owner), idOf(member), idOf(other)] });
    const { heads } = await readByBoth(server, other, "inbox.list", {});
    expect(heads[0].conversation).toEqual(conversation);
    const [first, second, third] = await facesIn(other, avatar, 3);
    expect(isNear(first, middleColor(owner))).toBe(true);
    expect(isNear(second, red)).toBe(true);
    expect(isNear(third, middleColor(other))).toBe(true);
    expect(await linkFor(eve, avatar)).toBeUndefined();
    const rows = await server.rows(`select owner_id, kind from media where id = '${idIn(avatar)}'`);
    expect(rows.map((row) => [Number(row.owner_id), row.kind])).toEqual([[0, "image"]]);
    expect((await refusedByBoth(server, owner, "media.delete", { id: idIn(avatar) })).code).toBe("not_found");
  });

  test("[PIC-11] [PIC-13] it is made anew when faces change, of a group once in a while, and the old one is gone", async () => {
    const { avatar, conversationId, members, owner } = await groupWithPicture();
    const [member, other] = members as [Caller, Caller];
    const revBefore = (await other.socket.call("sync.heads", {})).heads[0].lastRev;
    await setPicture(member, null);
    await setPicture(other, await newPicture(other));
    const made = await madeAtOnce(other, conversationId, (address) => address !== null && address !== avatar);
    const [, second, third] = await facesIn(owner, made.conversation.avatar, 3);
    expect(isNear(second, middleColor(member))).toBe(true);
    expect(isNear(third, red)).toBe(true);
    expect(await server.rows(`select id from media where id = '${idIn(avatar)}'`)).toEqual([]);
    expect(await linkFor(owner, avatar)).toBeUndefined();
    expect(made.rev).toBeGreaterThan(revBefore);

    // Who has the only picture goes, and with them the picture of the group.
    await other.socket.call("group.leave", { conversationId });
    await madeAtOnce(owner, conversationId, (address) => address === null);
    expect((await groupOf(member, conversationId)).conversation.avatar).toBeNull();
  });

  test("[PIC-12] a picture the group is given wins, and without it the made one is back", async () => {
    const { avatar, conversationId, members, owner } = await groupWithPicture();
    const given = await newPicture(owner);
    const { group } = await owner.socket.call("group.update", { conversationId, avatar: given });
    expect(group.conversation.avatar).toBe(given);
    expect(group.conversation.faces).toBeUndefined();
    const back = await owner.socket.call("group.update", { conversationId, avatar: null });
    expect(back.group.conversation).toMatchObject({ avatar, faces: [idOf(owner), ...members.map(idOf)] });
  });

  test("[PIC-13] where members are hidden the group shows no picture of them", async () => {
    const { avatar, conversationId, members, owner } = await groupWithPicture();
    const [member] = members as [Caller];
    const { group } = await owner.socket.call("group.update", {
      ...{ conversationId, settings: { hidesMembers: true } },
    });
    expect([group.conversation.avatar, group.conversation.faces]).toEqual([null, undefined]);
    expect(await linkFor(member, avatar)).toBeUndefined();
  });
});
