/** People without a password, each with a session: they can be used by their tokens and by nothing else. */
import { openSession } from "../engine/account/open-session.ts";
import { nameKey } from "../engine/ports/name-key.ts";
import { indexUser } from "../engine/user/index-user.ts";
import type { SeedContext, SeededUser } from "./seed.ts";
import { writeBatches } from "./write-batches.ts";

export async function seedUsers(context: SeedContext, count: number): Promise<SeededUser[]> {
  const { store, ports, progress } = context;
  const names = Array.from({ length: count }, (_, index) => `person_${index + 1}`);
  const users = await writeBatches(store, names, async (tx, username) => {
    const uuid = ports.ids.uuid();
    const userId = await tx.users.insert({
      uuid,
      username,
      usernameKey: nameKey(username),
      nickname: username,
      role: "user",
      passwordHash: null,
      createdAt: ports.clock.now(),
    });
    if (userId === null) throw new Error(`${username} exists already: seeding needs an empty store`);
    await indexUser(tx, { id: userId, username, nickname: username, role: "user" });
    const { accessToken } = await openSession({ tx, ports, address: "" }, { id: userId }, undefined);
    return { userId, accessToken };
  });
  progress(`${users.length} users`);
  return users;
}
