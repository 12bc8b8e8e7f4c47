/** What everybody may know of people, asked for once for all dialects. A guest asks for whom it knows alone (GUE-6). */
import type { User } from "@parley/protocol";
import type { Clock } from "../../engine/ports/clock.ts";
import type { Caller, DialectHost } from "../dialect.ts";
import { createCache } from "./cache.ts";

export type KnownPeople = Pick<DialectHost, "knownUser" | "userOf">;

const cached = { max: 20_000, ttlMs: 60_000 };

export function createKnownPeople(
  clock: Clock,
  call: DialectHost["call"],
  onChanged: DialectHost["onChanged"],
): KnownPeople {
  const people = createCache<number, User | null>(clock, cached);
  onChanged(({ userId }) => {
    if (userId !== undefined) people.forget(userId);
  });

  async function load(caller: Caller, id: number): Promise<User | null> {
    const { users } = await call(caller, "user.list", { userIds: [id] });
    return users[0] ?? null;
  }

  return {
    async userOf(caller, id) {
      // What nobody says is said by the system, which is no user.
      if (id === 0) return null;
      const user = await people.get(id, () => load(caller, id));
      // Whom one may not know somebody else may.
      if (user === null) people.forget(id);
      return user;
    },
    knownUser: (id) => (id === 0 ? null : people.known(id)),
  };
}
