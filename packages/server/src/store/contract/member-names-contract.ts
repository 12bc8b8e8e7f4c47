import { expect, test } from "bun:test";
import type { UserRole } from "@parley/protocol";
import { nameKey } from "../../engine/ports/name-key.ts";
import { indexUser } from "../../engine/user/index-user.ts";
import { memberTokens, searchText } from "../../engine/user/search-tokens.ts";
import type { Fixture } from "./store-contract.ts";

/** Members by name: both databases find the same ones, and so do the two ways that a home may look. */
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
    for (const members of [2, 140, 1_000]) {
      await say(conversationId, members);
      expect(await page(conversationId, marker)).toEqual([first, second]);
      expect(await page(conversationId, marker, first, 1)).toEqual([second]);
      expect(await page(conversationId, `${marker}1`)).toEqual([]);
    }
  });
}
