/** Times what people do, operation by operation, against a store that is there. */
import type { MethodName, ParamsOf } from "@parley/protocol";
import { createUser } from "../../src/engine/account/create-user.ts";
import { openSession } from "../../src/engine/account/open-session.ts";
import { readAccount } from "../../src/engine/account/read-account.ts";
import type { UserActor } from "../../src/engine/actor.ts";
import { listContacts } from "../../src/engine/contact/list-contacts.ts";
import type { Ports, ReadOperation } from "../../src/engine/operation.ts";
import type { Store, Transaction } from "../../src/engine/ports/store.ts";
import { getUser } from "../../src/engine/user/get-user.ts";
import { searchUsers } from "../../src/engine/user/search-users.ts";
import { groupSteps } from "./measure-groups.ts";
import { commonGivenName, nicknameOf, usernameOf } from "./names.ts";
import { firstUserId } from "./rows.ts";

export interface Timing {
  readonly what: string;
  readonly count: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

interface Bench {
  readonly store: Store;
  readonly ports: Ports;
  readonly users: number;
}

/** What is timed, and of how many of the samples. */
export type Step = [what: string, run: (index: number) => Promise<unknown>, share: number];

/** Reads as the person with this number. */
export type Call = <N extends MethodName>(
  operation: ReadOperation<N>,
  place: number,
  args: ParamsOf<N>,
) => Promise<unknown>;

const warmUps = 50;

/** One after the other: the time of each is the store's own. */
export async function* measurePeople(bench: Bench, count: number): AsyncGenerator<Timing> {
  const { users } = bench;
  const read: Call = (operation, place, args) => call(bench, operation, place, args);
  for (const [what, step, share] of [...steps(bench), ...groupSteps(read, users)]) {
    const timesMs: number[] = [];
    for (let index = 0; index < warmUps + count * share; index += 1) {
      const startMs = performance.now();
      await step(index);
      if (index >= warmUps) timesMs.push(performance.now() - startMs);
    }
    timesMs.sort((left, right) => left - right);
    const at = (part: number) => timesMs[Math.floor(timesMs.length * part)] ?? 0;
    yield {
      ...{ what, count: timesMs.length, medianMs: at(0.5), p99Ms: at(0.99) },
      maxMs: timesMs.at(-1) ?? 0,
    };
  }
}

function steps(bench: Bench): Step[] {
  const { users } = bench;
  const place = (index: number) => (Math.imul(index + 1, 0x9e3779b1) >>> 0) % users;
  const search = (query: (index: number) => string): Step[1] => {
    return (index) => call(bench, searchUsers, place(index), { query: query(place(index)) });
  };
  const userOf = (index: number) => firstUserId + place(index);
  return [
    ["register", (index) => register(bench, index), 0.2],
    ["login", (index) => logIn(bench, usernameOf(place(index))), 0.2],
    ["own account", (index) => call(bench, readAccount, place(index), {}), 1],
    ["profile of another", (index) => call(bench, getUser, place(index + 7), { id: userOf(index) }), 1],
    ["profile by username", (index) => call(bench, getUser, 1, { username: usernameOf(place(index)) }), 1],
    ["search by id", search((at) => String(firstUserId + at)), 1],
    ["search by whole username", search(usernameOf), 1],
    ["search by whole nickname", search(nicknameOf), 1],
    ["search by beginning of a username", search((at) => usernameOf(at).slice(0, 8)), 1],
    ["search by a common beginning", search((at) => usernameOf(at).slice(0, 4)), 1],
    ["search by part of a Chinese name", search((at) => nicknameOf(at).slice(1)), 1],
    [`search by ${commonGivenName}, of every twentieth`, search(() => commonGivenName), 1],
    ["search by one common character", search(() => "王"), 1],
    ["search by pinyin", search(() => "xiaoming"), 1],
    ["search by initials", search((at) => ["wxm", "lxm", "zw", "lj"][at % 4] ?? "wxm"), 1],
    ["search by one letter", search((at) => "abcdefghijklmnopqrstuvwxyz".charAt(at % 26)), 1],
    ["search by e-mail address", search((at) => `${usernameOf(at)}@example.com`), 1],
    ["search that finds nobody", search((at) => `nobody${at}`), 1],
    ["contact list of a person with 16", (index) => call(bench, listContacts, place(index), {}), 1],
    ["contact list of a person with 5,000, first page", () => call(bench, listContacts, 0, {}), 0.2],
  ];
}

function call<N extends MethodName>(
  { store, ports }: Bench,
  operation: ReadOperation<N>,
  place: number,
  args: ParamsOf<N>,
): Promise<unknown> {
  const actor: UserActor = { kind: "user", userId: firstUserId + place, role: "user", sessionId: "none" };
  const context = { reader: store.reader, ports, address: "", signal: () => undefined };
  return operation.run(context, actor as never, args);
}

/** Without the hashing of the password, which is no matter of the store. */
function register({ store, ports }: Bench, index: number): Promise<void> {
  return commit(store, async (tx) => {
    const newcomer = { nickname: nicknameOf(index), role: "user", passwordHash: "none" } as const;
    const username = `new_${Bun.randomUUIDv7().slice(-12)}`;
    const user = await createUser(tx, ports, { ...newcomer, username });
    await openSession({ tx, ports, address: "" }, user, undefined);
  });
}

async function logIn({ store, ports }: Bench, username: string): Promise<void> {
  const user = await store.reader.credentials.findByName(username, username);
  if (user === null) throw new Error(`${username} is not there`);
  await commit(store, (tx) => openSession({ tx, ports, address: "" }, user, undefined));
}

async function commit(store: Store, run: (tx: Transaction) => Promise<unknown>): Promise<void> {
  const [outcome] = await store.commit([{ kind: "transaction", run }]);
  if (outcome?.status !== "committed") throw new Error(`not committed: ${JSON.stringify(outcome)}`);
}
