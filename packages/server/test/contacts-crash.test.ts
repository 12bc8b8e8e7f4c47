/** Contacts under kill -9: whatever was under way, both sides of every pair agree afterwards. */
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SignedIn } from "@parley/protocol";
import { createFeatureDatabase } from "./support/feature-database.ts";
import { Program } from "./support/program.ts";

const kills = 6;
const people = 8;

test("[INV-19] [INV-20] [CONT-5] killed while people become contacts and part, the server leaves no relation half made", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-test-"));
  const database = await createFeatureDatabase(folder);
  const flags = database.url === "" ? [] : [`--database-url=${database.url}`];
  const start = async () => {
    const program = new Program(folder, flags);
    return { program, url: await program.ready() };
  };
  let { program, url } = await start();
  /** The result, or null where it was refused or the server was gone. */
  async function call(operation: string, args: object, token = "") {
    try {
      const headers = token === "" ? {} : { authorization: `Bearer ${token}` };
      const body = JSON.stringify(args);
      const response = await fetch(`${url}/v1/${operation}`, { method: "POST", headers, body });
      return response.ok ? await response.json() : null;
    } catch {
      return null;
    }
  }
  const users: SignedIn[] = [];
  for (let index = 0; index < people; index += 1) {
    users.push(await call("account.register", { username: `person_${index}`, password: "correct horse" }));
  }
  const pairs = users.flatMap((one, index) => users.slice(index + 1).map((other) => [one, other] as const));

  let answers = 0;
  let onAnswer: () => void = () => undefined;
  /** The second to ask accepts; what an earlier kill left pending is taken up as well. */
  async function becomeAndPart(
    [one, other]: readonly [SignedIn, SignedIn],
    mustPart: boolean,
  ): Promise<void> {
    for (const step of [
      () => call("contact.request", { userId: other.user.id }, one.accessToken),
      () => call("contact.request", { userId: one.user.id }, other.accessToken),
      () => (mustPart ? call("contact.remove", { userId: one.user.id }, other.accessToken) : null),
    ]) {
      await step();
      answers += 1;
      onAnswer();
    }
  }

  let made = 0;
  for (let round = 0; round < kills; round += 1) {
    const killed = Promise.withResolvers<void>();
    answers = 0;
    onAnswer = () => {
      // Somewhere in the middle, each time elsewhere, with as much under way as there are pairs.
      if (answers === 10 + round * 9) killed.resolve();
    };
    const work = Promise.all(pairs.map((pair, index) => becomeAndPart(pair, (index + round) % 2 === 0)));
    await killed.promise;
    program.process.kill("SIGKILL");
    await program.process.exited;
    await work;
    ({ program, url } = await start());
    for (const [one, other] of pairs) {
      const mine = await call("contact.get", { userId: other.user.id }, one.accessToken);
      const theirs = await call("contact.get", { userId: one.user.id }, other.accessToken);
      expect(mine.contact.isContact).toBe(theirs.contact.isContact);
      expect(mine.contact.since).toBe(theirs.contact.since);
      made += Number(mine.contact.isContact);
    }
    for (const user of users) await expectFeedTold(user);
  }
  await program.stop();
  await database.drop();
  rmSync(folder, { recursive: true });
  // Else nothing was there to be torn.
  expect(made).toBeGreaterThan(0);

  /** The feed says what the list says, and each contact has the conversation with its notices. */
  async function expectFeedTold(user: SignedIn): Promise<void> {
    const { contacts } = await call("contact.list", {}, user.accessToken);
    const { heads } = await call("sync.heads", {}, user.accessToken);
    const isKind = (kind: string) => (head: { conversation: { kind: string } }) =>
      head.conversation.kind === kind;
    const told = new Set<number>();
    const feed = heads.find(isKind("feed"));
    if (feed !== undefined) {
      const range = { conversationId: feed.conversation.id, afterRev: 0, limit: 500 };
      const { events } = await call("sync.range", range, user.accessToken);
      for (const event of events) {
        if (event.ev !== "contact.changed") continue;
        if (event.contact.isContact) told.add(event.contact.userId);
        else told.delete(event.contact.userId);
      }
    }
    const listed = contacts.map(({ userId }: { userId: number }) => userId);
    expect([...told].sort()).toEqual(listed.sort());
    const peers = heads.filter(isKind("direct")).map(({ peerId }: { peerId: number }) => peerId);
    expect(peers).toEqual(expect.arrayContaining(listed));
  }
}, 120_000);
