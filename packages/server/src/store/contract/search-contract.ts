import { expect, test } from "bun:test";
import { findPeople } from "../../engine/user/find-people.ts";
import { indexUser } from "../../engine/user/index-user.ts";
import { searchTokens, searchVersion } from "../../engine/user/search-tokens.ts";
import type { Fixture } from "./store-contract.ts";

/** The index of names: both databases find the same people in the same order. */
export function searchContract({ store, change, newUser }: Fixture): void {
  const find = async (query: string, options: { exceptUserId?: number; limit?: number } = {}) => {
    const { exceptUserId = 0, limit = 20 } = options;
    const found = await findPeople(store().reader, query, { exceptUserId, first: [], limit });
    return found.map(({ id }) => id);
  };

  /** Somebody with exactly this nickname, whose username nobody looks for. */
  async function named(nickname: string): Promise<number> {
    const id = await newUser(`~${Bun.randomUUIDv7()}`);
    const text = { text: nickname, sortKey: "#" };
    await change((tx) => tx.profiles.update(id, { nickname: text }));
    await change((tx) => indexUser(tx, { id, username: `u${id}`, nickname, role: "user" }));
    return id;
  }

  const tokensOf = (text: string) => store().reader.userTokens.startingWith(text, 100);

  test("[PROF-20] [PROF-21] names of every script are found by their parts, the best matches first", async () => {
    const ids = {
      wang: await named("王小明"),
      xiaoWang: await named("小王"),
      ming: await named("明"),
      mingMei: await named("明美 Akemi"),
      sakura: await named("さくら"),
      katakana: await named("ﾀﾅｶ タロウ"),
      korean: await named("이순신 장군"),
      mixed: await named("阿Bob_小 Ｗｉｄｅ7"),
      thai: await named("สมชาย"),
      accented: await named("Élodie Durand"),
    };
    const expected: [query: string, found: number[]][] = [
      ["王", [ids.wang, ids.xiaoWang]],
      ["小王", [ids.xiaoWang]],
      ["小明", [ids.wang]],
      ["明", [ids.ming, ids.mingMei, ids.wang]],
      ["wxm", [ids.wang]],
      ["xm", [ids.wang]],
      ["wangxiao", [ids.wang]],
      ["XiaoMing", [ids.wang]],
      ["xiaowa", [ids.xiaoWang]],
      ["くら", [ids.sakura]],
      ["たな", []],
      ["タナカ", [ids.katakana]],
      ["ロウ", [ids.katakana]],
      ["순신", [ids.korean]],
      ["장군", [ids.korean]],
      ["bob", [ids.mixed]],
      ["wide", [ids.mixed]],
      ["阿b", [ids.mixed]],
      ["ชาย", [ids.thai]],
      ["elodie", [ids.accented]],
      ["ÉLODIE", [ids.accented]],
      ["durand", [ids.accented]],
      ["urand", []],
      ["龘", []],
      ["%", []],
      ["_", []],
      ["  ", []],
    ];
    for (const [query, found] of expected) expect([query, await find(query)]).toEqual([query, found]);
    expect(await find("王", { exceptUserId: ids.wang })).toEqual([ids.xiaoWang]);
    expect(await find("明", { limit: 2 })).toEqual([ids.ming, ids.mingMei]);
  });

  test("[PROF-21] tokens come in the order of code points, and no more of them than asked for", async () => {
    const marker = `q${Date.now()}`;
    const names = ["", "a", "B", "é", "z", "あ", "王", "😀"].map((end) => marker + end);
    const id = await newUser("tokens");
    await change((tx) => tx.userTokens.replace(id, names.toReversed(), searchVersion));
    const byCodePoint = (left: string, right: string) =>
      Buffer.compare(Buffer.from(left), Buffer.from(right));
    const found = (await tokensOf(marker)).map(({ token }) => token);
    expect(found).toEqual(names.toSorted(byCodePoint));
    expect(await store().reader.userTokens.startingWith(marker, 3)).toHaveLength(3);
  });

  test("[PROF-24] other names take the place of the ones before, and whoever was never indexed is listed", async () => {
    const id = await newUser("outdated");
    const listed = () =>
      change(async (tx) => (await tx.userTokens.listOutdated(searchVersion, 10_000)).map((user) => user.id));
    expect(await listed()).toContain(id);
    const [before, after] = ["鼎湖", "昆仑"];
    await change((tx) => indexUser(tx, { id, username: "one", nickname: before, role: "user" }));
    expect(await find(before)).toEqual([id]);
    expect(await listed()).not.toContain(id);
    await change((tx) => indexUser(tx, { id, username: "one", nickname: after, role: "user" }));
    expect([await find(before), await find(after)]).toEqual([[], [id]]);
    expect(await find(after, { exceptUserId: id })).toEqual([]);
    await change((tx) => tx.accounts.setEnabled(id, false));
    expect(await find(after)).toEqual([]);
  });

  test("[PROF-23] a long name has tokens of bounded length and number", async () => {
    const tokens = await searchTokens("username_of_somebody_with_32_chars", "曾".repeat(50));
    expect(tokens.length).toBeLessThanOrEqual(200);
    expect(Math.max(...tokens.map((token) => [...token].length))).toBe(33);
    const id = await newUser("long");
    const nickname = `${"鑫".repeat(40)}`;
    await change((tx) => indexUser(tx, { id, username: "long_one", nickname, role: "user" }));
    expect(await find("鑫".repeat(40))).toEqual([id]);
  });
}
