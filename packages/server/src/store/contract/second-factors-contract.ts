import { expect, test } from "bun:test";
import type { Fixture } from "./store-contract.ts";

/** Second factors: what is kept, and how tries are counted. */
export function secondFactorsContract({ store, change, newUser }: Fixture): void {
  const limit = { triesMax: 5, windowMs: 1_000 };
  const find = (userId: number) => store().reader.secondFactors.find(userId);
  const take = (userId: number, now: number) => change((tx) => tx.secondFactors.takeTry(userId, limit, now));

  async function begun(): Promise<number> {
    const userId = await newUser("factor");
    expect(await change((tx) => tx.secondFactors.begin(userId, "sealed"))).toBe(true);
    return userId;
  }

  test("[TFA-3] a secret that is not confirmed gives way to the next one, a confirmed one does not", async () => {
    const userId = await begun();
    expect(await change((tx) => tx.secondFactors.begin(userId, "sealed again"))).toBe(true);
    expect(await find(userId)).toEqual({
      ...{ sealedSecret: "sealed again", recoveryDigests: [], lastStep: 0, confirmedAt: null },
    });
    const confirmed = { recoveryDigests: ["a", "b"], lastStep: 9, confirmedAt: 5 };
    await change((tx) => tx.secondFactors.put(userId, confirmed));
    expect(await change((tx) => tx.secondFactors.begin(userId, "another"))).toBe(false);
    expect(await find(userId)).toEqual({ sealedSecret: "sealed again", ...confirmed });
    expect(await change((tx) => tx.secondFactors.remove(userId))).toBe(true);
    expect(await change((tx) => tx.secondFactors.remove(userId))).toBe(false);
    expect(await find(userId)).toBeNull();
  });

  test("[TFA-6] of many tries at once as many are taken as there are, and again after the window", async () => {
    const userId = await begun();
    const taken = await Promise.all(Array.from({ length: 20 }, () => take(userId, 100)));
    const left = taken.map((one) => (one?.status === "taken" ? one.triesLeft : one?.until));
    expect(left.filter((value) => value !== 1_100).toSorted()).toEqual([0, 1, 2, 3, 4]);
    expect(left.filter((value) => value === 1_100)).toHaveLength(15);
    expect(await take(userId, 1_099)).toEqual({ status: "exhausted", until: 1_100 });
    expect(await take(userId, 1_100)).toMatchObject({ status: "taken", triesLeft: 4 });
    expect(await take(await newUser("without"), 100)).toBeNull();
  });

  test("[TFA-6] a right code gives the tries back, beginning again does not", async () => {
    const userId = await begun();
    for (let index = 0; index < 5; index += 1) await take(userId, 100);
    await change((tx) => tx.secondFactors.begin(userId, "again"));
    expect(await take(userId, 200)).toMatchObject({ status: "exhausted" });
    await change((tx) => tx.secondFactors.put(userId, { recoveryDigests: [], lastStep: 1, confirmedAt: 1 }));
    expect(await take(userId, 200)).toMatchObject({ status: "taken", triesLeft: 4 });
  });

  test("[TFA-5] of several who hold the same factor each sees what the one before has used", async () => {
    const userId = await begun();
    const used = await Promise.all(
      Array.from({ length: 4 }, () =>
        change(async (tx) => {
          const taken = await tx.secondFactors.takeTry(userId, limit, 100);
          if (taken?.status !== "taken") return null;
          const lastStep = taken.factor.lastStep + 1;
          await tx.secondFactors.put(userId, { recoveryDigests: [], lastStep, confirmedAt: 1 });
          return lastStep;
        }),
      ),
    );
    expect(used.toSorted()).toEqual([1, 2, 3, 4]);
  });
}
