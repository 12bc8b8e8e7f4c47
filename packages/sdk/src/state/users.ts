import type { User } from "@parley/protocol";
import { limits } from "@parley/protocol/limits";
import type { Call } from "../calls.ts";
import { Cell } from "./cell.ts";

/** Profiles known here. Those that are asked for and unknown are fetched together, once. */
export class Users {
  readonly all = new Cell<ReadonlyMap<number, User>>(new Map());
  readonly #call: Call;
  readonly #wanted = new Set<number>();
  readonly #asked = new Set<number>();
  #isScheduled = false;

  constructor(call: Call) {
    this.#call = call;
  }

  get(id: number): User | null {
    const user = this.all.get().get(id);
    if (user === undefined) this.#want(id);
    return user ?? null;
  }

  add(users: readonly User[]): void {
    const known = this.all.get();
    const news = users.filter((user) => !isSame(known.get(user.id), user));
    if (news.length === 0) return;
    const next = new Map(known);
    for (const user of news) next.set(user.id, user);
    this.all.set(next);
  }

  clear(): void {
    this.#asked.clear();
    this.#wanted.clear();
    this.all.set(new Map());
  }

  #want(id: number): void {
    if (id <= 0 || this.#asked.has(id)) return;
    this.#asked.add(id);
    this.#wanted.add(id);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      void this.#fetch();
    });
  }

  async #fetch(): Promise<void> {
    const ids = [...this.#wanted];
    this.#wanted.clear();
    for (let start = 0; start < ids.length; start += limits.userListMax) {
      const userIds = ids.slice(start, start + limits.userListMax);
      try {
        this.add((await this.#call("user.list", { userIds })).users);
      } catch {
        // Asked again when they are next looked at.
        for (const id of userIds) this.#asked.delete(id);
      }
    }
  }
}

function isSame(known: User | undefined, user: User): boolean {
  return (
    known !== undefined &&
    known.nickname === user.nickname &&
    known.avatar === user.avatar &&
    known.username === user.username &&
    known.role === user.role
  );
}
