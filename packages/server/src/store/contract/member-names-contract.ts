import { expect, test } from "bun:test";
import type { UserRole } from "@parley/protocol";
import { nameKey } from "../../engine/ports/name-key.ts";
import { indexUser } from "../../engine/user/index-user.ts";
import { memberTokens, searchText } from "../../engine/user/search-tokens.ts";
import type { Fixture } from "./store-contract.ts";

/** Members, their bots and contacts by name: both databases find the same ones, and so do the two ways that a home may look. */
export function memberNamesContract({ store, change, newUser, newGroup }: Fixture): void {
  async function named(nickname: string, role: UserRole = "user"): Promise<number> {
    const id = await newUser(`~${Bun.randomUUIDv7()}`);
    await change((tx) => indexUser(tx, { id, username: `somebody_${id}`, nickname, role }));
    return id;
  }

  /** A group says how many it has, by which a home chooses how to look. */
  const say = (conversationId: number, members: number) =>
    change(async (tx) => {
      const { conversation } = (await tx.groups.find(conversationId)) ?? {};
      await tx.groups.recount(conversationId, members - (conversation?.memberCount ?? 0), false);
    });

  const page = (conversationId: number, query: string, afterUserId = 0, limit = 50, adminsAnd?: number) => {
    const name = { part: nameKey(query).trim(), tokens: memberTokens(searchText(query)) };
    const filter = adminsAnd === undefined ? { name } : { name, adminsAnd };
    return store()
      .reader.members.page(conversationId, afterUserId, limit, filter)
      .then((members) => members.map(({ userId }) => userId));
  };

  test("[GRP-16] members are found by every kind of name, in a group of any size alike", async () => {
    const ann = await named("Ann Lee");
    const zoe = await named("Zoë 大厨");
    const guest = await named("Visiting Lee", "guest");
    const left = await named("Lee who left");
    const outside = await named("Lee outside");
    const conversationId = await newGroup([ann, zoe, guest, left]);
    await change(async (tx) => {
      const nickname = { text: "Chef 100%_", key: "chef 100%_" };
      await tx.groups.setMember(conversationId, zoe, { nickname, role: "admin" });
      await tx.groups.setMember(conversationId, left, { nickname });
      await tx.groups.dismiss(conversationId, left, 2);
    });
    const expected: [query: string, found: number[]][] = [
      ["lee", [ann, guest]],
      ["LE", [ann, guest]],
      ["ee", []],
      ["zoe", [zoe]],
      ["ZOË", [zoe]],
      ["厨", [zoe]],
      ["dachu", [zoe]],
      ["dc", [zoe]],
      ["achu", []],
      ["hef 1", [zoe]],
      ["%_", [zoe]],
      ["0__", []],
      ["visiting", [guest]],
      [`somebody_${ann}`, [ann]],
      ["somebody", [ann, zoe, guest]],
      [`body_${ann}`, [ann]],
      ["outside", []],
      ["nobody", []],
    ];
    for (const members of [3, 1_000, 1_000_000]) {
      await say(conversationId, members);
      for (const [query, found] of expected) {
        expect([members, query, await page(conversationId, query)]).toEqual([members, query, found]);
      }
      expect(await page(conversationId, "somebody", 0, 2)).toEqual([ann, zoe]);
      expect(await page(conversationId, "somebody", zoe, 2)).toEqual([guest]);
      expect(await page(conversationId, "somebody", 0, 50, guest)).toEqual([zoe, guest]);
      expect(await page(conversationId, "lee", 0, 50, ann)).toEqual([ann]);
    }
    expect(outside).toBeGreaterThan(left);
  });

  test("[GRP-16] of a name that more people have than a group has members, its members are found", async () => {
    const marker = `common${Date.now()}`;
    const tokens = Array.from({ length: 150 }, (_, index) => `1${marker}${index}`);
    const crowd = await named("");
    await change((tx) => tx.userTokens.replace(crowd, tokens, 1));
    const [first, second] = [await named(marker), await named(`the ${marker}`)];
    const conversationId = await newGroup([first, second]);
    const query = (text: string, after = 0, limit = 2) => page(conversationId, text, after, limit);
    for (const members of [2, 140, 1_000]) {
      await say(conversationId, members);
      expect(await query(marker, 0, 50)).toEqual([first, second]);
      expect(await query(marker)).toEqual([first, second]);
      expect(await query(marker, 0, 1)).toEqual([first]);
      expect(await query(marker, first, 1)).toEqual([second]);
      expect(await query(`${marker}1`)).toEqual([]);
    }
  });

  test("[BOT-2] the bots of a conversation are found in a large one as in a small one", async () => {
    const person = await newUser("person");
    const [here, off, elsewhere] = [await newBot(), await newBot(), await newBot()];
    const conversationId = await newGroup([person, here, off]);
    await change((tx) => tx.accounts.setEnabled(off, false));
    for (const members of [3, 1_000_000]) {
      await say(conversationId, members);
      const { botCommands } = store().reader;
      expect(await botCommands.list(conversationId)).toEqual([
        { botId: here, name: "zoom", description: "first" },
        { botId: here, name: "ask", description: "second" },
      ]);
      expect(await botCommands.botsWith(conversationId, "ask", null)).toEqual([here]);
      expect(await botCommands.botsWith(conversationId, "ask", `bot_${here}`)).toEqual([]);
      expect(await botCommands.botsWith(conversationId, "tell", null)).toEqual([]);
    }
    expect(elsewhere).toBeGreaterThan(off);
  });

  async function newBot(): Promise<number> {
    const id = await newUser("bot");
    const commands = [
      { name: "zoom", description: "first" },
      { name: "ask", description: "second" },
    ];
    await change(async (tx) => {
      await tx.accounts.setRole(id, "bot");
      await tx.botCommands.set(id, commands);
    });
    return id;
  }

  test("[PROF-20] contacts are found by their names, of however few or many, rare and common ones", async () => {
    const [few, many] = [await newUser("owner"), await newUser("owner")];
    const [ann, bea, stranger] = [await newUser("ann"), await newUser("bea"), await newUser("stranger")];
    const marker = `zz${Date.now()}`;
    const crowd = Array.from({ length: 2_100 }, (_, index) => `1${marker}${index + 10_000}`);
    await change(async (tx) => {
      const since = { isStarred: false, isBlocked: false, canSeeMe: true, iSee: true, tags: [], since: 7 };
      for (const owner of [few, many]) {
        for (const id of [ann, bea]) await tx.contacts.put(owner, id, { ...since, isContact: true });
        await tx.contacts.put(owner, stranger, { ...since, isContact: false });
      }
      for (let other = 0; other < 250; other += 1) {
        await tx.contacts.put(many, 900_000_000 + other, { ...since, isContact: true });
      }
      await tx.userTokens.replace(ann, [`1${marker}b`, `1${marker}a`], 1);
      await tx.userTokens.replace(bea, [`1${marker}b`], 1);
      await tx.userTokens.replace(stranger, [...crowd, `1${marker}b`], 1);
    });
    for (const owner of [few, many]) {
      const find = (...texts: string[]) =>
        store().reader.ownNames.contactsCalled(
          owner,
          texts.map((text) => `1${marker}${text}`),
        );
      const all = [
        { token: `1${marker}a`, userId: ann },
        { token: `1${marker}b`, userId: ann },
        { token: `1${marker}b`, userId: bea },
      ];
      expect(await find("")).toEqual(all);
      expect(await find("b")).toEqual(all.slice(1));
      expect(await find("b", "a")).toEqual(all);
      expect(await find("1")).toEqual([]);
      expect(await find()).toEqual([]);
    }
  });
}
