import type { User } from "@parley/protocol";
import { clientLimits } from "@parley/protocol/client-limits";
import { errorCodes, ParleyError } from "@parley/protocol/errors";
import type { Call } from "../calls.ts";
import { backOffMs } from "../connection/back-off.ts";
import type { Platform, Timer } from "../platform/platform.ts";
import { Cell } from "./cell.ts";

type Ports = Pick<Platform, "setTimer" | "clearTimer" | "random">;

/** Profiles known here. Those that are asked for and unknown are fetched together, until the server has answered. */
export class Users {
  readonly all = new Cell<ReadonlyMap<number, User>>(new Map());
  readonly #call: Call;
  readonly #ports: Ports;
  readonly #wanted = new Set<number>();
  readonly #asked = new Set<number>();
  /** Known from before the last `hello`: they may have another name by now. */
  readonly #doubted = new Set<number>();
  /** Who was looked at: may be shown without being looked at again. */
  readonly #looked = new Set<number>();
  #isScheduled = false;
  #isClosed = false;
  #failures = 0;
  #retryTimer: Timer = null;
  /** Answers to what was asked before the last `clear` are not waited for. */
  #generation = 0;

  constructor(call: Call, ports: Ports) {
    this.#call = call;
    this.#ports = ports;
  }

  get(id: number): User | null {
    const user = this.all.get().get(id);
    this.#looked.add(id);
    if (user === undefined || this.#doubted.has(id)) this.#want(id);
    return user ?? null;
  }

  /** What others changed while there was no connection nobody told (PROF-6): who is looked at is asked for once more. */
  doubt(): void {
    for (const id of this.all.get().keys()) {
      this.#doubted.add(id);
      this.#asked.delete(id);
      if (this.#looked.has(id)) this.#want(id);
    }
  }

  add(users: readonly User[]): void {
    const known = this.all.get();
    for (const { id } of users) this.#doubted.delete(id);
    const news = users.filter((user) => !isSame(known.get(user.id), user));
    if (news.length === 0) return;
    const next = new Map(known);
    for (const user of news) next.set(user.id, user);
    this.all.set(next);
  }

  clear(): void {
    this.#stopAsking();
    this.#doubted.clear();
    this.#looked.clear();
    this.all.set(new Map());
  }

  /** Asks for nobody any more; those known stay. */
  close(): void {
    this.#isClosed = true;
    this.#stopAsking();
  }

  #stopAsking(): void {
    this.#generation += 1;
    this.#failures = 0;
    this.#asked.clear();
    this.#wanted.clear();
    this.#ports.clearTimer(this.#retryTimer);
  }

  #want(id: number): void {
    if (id <= 0 || this.#isClosed || this.#asked.has(id)) return;
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
    const generation = this.#generation;
    const ids = [...this.#wanted];
    this.#wanted.clear();
    for (let start = 0; start < ids.length; start += clientLimits.userListMax) {
      const userIds = ids.slice(start, start + clientLimits.userListMax);
      try {
        const { users } = await this.#call("user.list", { userIds });
        if (generation !== this.#generation) return;
        this.add(users);
        // Who is not among them is not there any more, or not for this user.
        for (const id of userIds) this.#doubted.delete(id);
        this.#failures = 0;
      } catch (failure) {
        if (generation !== this.#generation) return;
        this.#fetchLater(userIds, failure);
      }
    }
  }

  /** Nobody may look again at what is shown already, so what can succeed later is asked again without being looked at. */
  #fetchLater(userIds: readonly number[], failure: unknown): void {
    if (!(failure instanceof ParleyError) || errorCodes[failure.code].retry !== "later") {
      for (const id of userIds) this.#asked.delete(id);
      return;
    }
    for (const id of userIds) this.#wanted.add(id);
    this.#failures += 1;
    this.#ports.clearTimer(this.#retryTimer);
    this.#retryTimer = this.#ports.setTimer(
      () => void this.#fetch(),
      (failure.retryAfterMs ?? 0) + backOffMs(this.#failures, this.#ports.random),
    );
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
