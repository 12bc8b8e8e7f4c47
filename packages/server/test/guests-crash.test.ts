/** Guests under kill -9: whatever was under way, each is a guest still, or an account, or part of one, and whole. */
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Head, NewGuest, SignedIn } from "@parley/protocol";
import { createFeatureDatabase } from "./support/feature-database.ts";
import { Program } from "./support/program.ts";

const kills = 4;
const guestsPerRound = 12;
const password = "correct horse";

interface Case {
  readonly guest: NewGuest;
  readonly conversationId: number;
  /** The account it goes into; null where it becomes one itself. */
  readonly account: SignedIn | null;
  readonly username: string;
}

test("[INV-20] [GUE-20] [GUE-30] killed while guests become accounts and parts of accounts, the server leaves none in between", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-test-"));
  const database = await createFeatureDatabase(folder);
  const flags = ["--rate-limit-factor=0", ...(database.url === "" ? [] : [`--database-url=${database.url}`])];
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
  const peer: SignedIn = await call("account.register", { username: "the_peer", password });

  async function newCase(round: number, index: number): Promise<Case> {
    const guest: NewGuest = await call("guest.create", {});
    const opened = await call("conversation.openDirect", { userId: peer.user.id }, guest.accessToken);
    const conversationId: number = opened.conversation.id;
    const content = { type: "text", text: "hello" };
    await call("message.send", { conversationId, id: Bun.randomUUIDv7(), content }, guest.accessToken);
    const username = `case_${round}_${index}`;
    const isMerged = index % 2 === 0;
    const account = isMerged ? await call("account.register", { username, password }) : null;
    return { guest, conversationId, account, username };
  }

  const become = ({ account, guest, username }: Case) =>
    account === null
      ? call("guest.upgrade", { username, password }, guest.accessToken)
      : call("guest.mergeInto", { guestSecret: guest.guestSecret }, account.accessToken);

  /** Who the case is now, as everything that can be asked says in one voice. */
  async function ownerOf({ account, conversationId, guest, username }: Case): Promise<number> {
    const resumed = await call("guest.resume", { guestSecret: guest.guestSecret });
    const signedIn = account === null ? await call("account.login", { username, password }) : account;
    const owner: SignedIn = resumed ?? signedIn;
    // One of an upgrade: the secret opens the guest, or the password the account.
    if (account === null) expect((resumed === null) !== (signedIn === null)).toBe(true);
    const { messages } = await call("message.list", { conversationId }, owner.accessToken);
    expect(messages).toMatchObject([{ senderId: owner.user.id }]);
    const { heads } = await call("inbox.list", { limit: 500 }, peer.accessToken);
    const head = heads.find(({ conversation }: Head) => conversation.id === conversationId);
    expect(head).toMatchObject({ peerId: owner.user.id, lastMessage: { senderId: owner.user.id } });
    return owner.user.id;
  }

  let done = 0;
  for (let round = 0; round < kills; round += 1) {
    const cases = await Promise.all(
      Array.from({ length: guestsPerRound }, (_, index) => newCase(round, index)),
    );
    const killed = Promise.withResolvers<void>();
    let answers = 0;
    const work = cases.map(async (one) => {
      await become(one);
      answers += 1;
      // Each time after another number of answers, with the rest under way.
      if (answers === 1 + round * 2) killed.resolve();
    });
    await killed.promise;
    program.process.kill("SIGKILL");
    await program.process.exited;
    await Promise.all(work);
    ({ program, url } = await start());
    for (const one of cases) {
      // Only an account of before has another id.
      done += Number((await ownerOf(one)) !== one.guest.user.id);

      if (one.account === null) continue;
      // What was lost, or was done and not answered, is asked for again.
      expect(await become(one)).toEqual({ guestId: one.guest.user.id });
      expect(await ownerOf(one)).toBe(one.account.user.id);
    }
  }
  await program.stop();
  await database.drop();
  rmSync(folder, { recursive: true });
  // Else nothing was there to be torn.
  expect(done).toBeGreaterThan(0);
}, 120_000);
