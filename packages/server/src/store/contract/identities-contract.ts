import { expect, test } from "bun:test";
import type { Fixture } from "./store-contract.ts";

/** Identities at OpenID providers, and the ways there that were begun. */
export function identitiesContract({ store, change, newUser }: Fixture): void {
  const issuer = "https://id.example.test";
  const unique = (name: string) => `${name}-${Bun.randomUUIDv7()}`;

  test("[OIDC-7] an identity is one user's, the first of many who want it at once", async () => {
    const subject = unique("subject");
    const userIds = await Promise.all(Array.from({ length: 6 }, () => newUser("identity")));
    const { identities } = store().reader;
    expect(await identities.findUser(issuer, subject)).toBeNull();
    const linked = { issuer, subject, linkedAt: 7 };
    const got = await Promise.all(
      userIds.map((userId) => change((tx) => tx.identities.insert(userId, linked))),
    );
    expect(got.filter(Boolean)).toHaveLength(1);
    const owner = userIds[got.indexOf(true)] ?? 0;
    expect(await identities.findUser(issuer, subject)).toBe(owner);
    expect(await identities.findUser("https://other.example.test", subject)).toBeNull();
    expect(await identities.list(owner)).toEqual([linked]);
  });

  test("[OIDC-8] an identity that was removed is nobody's", async () => {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const subject = unique("subject");
    await change((tx) => tx.identities.insert(ann, { issuer, subject, linkedAt: 1 }));
    expect(await change((tx) => tx.identities.remove(bob, issuer))).toBe(false);
    expect(await change((tx) => tx.identities.remove(ann, "https://other.example.test"))).toBe(false);
    expect(await change((tx) => tx.identities.remove(ann, issuer))).toBe(true);
    expect(await store().reader.identities.findUser(issuer, subject)).toBeNull();
    expect(await change((tx) => tx.identities.insert(bob, { issuer, subject, linkedAt: 2 }))).toBe(true);
  });

  test("[OIDC-2] what was begun is found while it has time left, is taken once, and goes when its time is over", async () => {
    const begun = (expiresAt: number, sessionId: string | null = null) => ({
      ...{
        stateDigest: unique("state"),
        secretDigest: "s",
        redirectUri: "https://x.test/",
        sessionId,
        expiresAt,
      },
    });
    const [mine, other, late] = [begun(1_000), begun(1_000, "a session"), begun(5_000)];
    for (const request of [mine, other, late]) await change((tx) => tx.oidcRequests.insert(request));
    const { oidcRequests } = store().reader;
    expect(await oidcRequests.find(mine.stateDigest, 999)).toEqual(mine);
    expect(await oidcRequests.find(mine.stateDigest, 1_000)).toBeNull();
    const take = (stateDigest: string, now: number) => change((tx) => tx.oidcRequests.take(stateDigest, now));
    expect(await take(mine.stateDigest, 1_000)).toBe(false);
    const taken = await Promise.all(Array.from({ length: 5 }, () => take(mine.stateDigest, 999)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    await change((tx) => tx.oidcRequests.removeExpired(1_000));
    expect(await oidcRequests.find(other.stateDigest, 1)).toBeNull();
    expect(await oidcRequests.find(late.stateDigest, 1)).toEqual(late);
  });
}
