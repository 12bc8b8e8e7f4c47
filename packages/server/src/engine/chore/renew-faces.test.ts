import { expect, test } from "bun:test";
import type { Ports } from "../operation.ts";
import type { Reader, Transaction } from "../ports/store.ts";
import { renewFaces } from "./renew-faces.ts";

test("[PIC-11] [PIC-13] a group that looks otherwise while its picture is made, and then as before, gets a file of its own", async () => {
  const renewal = { conversationId: 1, userId: 0, dueAt: 5_000 };
  let due = [renewal];
  let nickname = "A";
  let shown: { madeOf: string | null; mediaId: string | null } = { madeOf: null, mediaId: null };
  const composed: string[] = [];
  const removed: string[] = [];
  const image = { kind: "image", completeAt: 1, blobKey: "blob" };
  const user = () => ({ id: 7, nickname, avatar: `/media/${"a".repeat(32)}` });
  const store = {
    conversations: { hold: async () => undefined, find: async () => ({ id: 1 }) },
    faces: {
      due: async () => due,
      find: async () => ({ userIds: [7, 8], ...shown }),
      done: async () => {
        due = [];
      },
      postpone: async (_: unknown, dueAt: number) => {
        due = [{ ...renewal, dueAt }];
      },
      set: async (_: number, made: { madeOf: string; mediaId: string | null }) => {
        shown = made;
      },
    },
    groups: { members: async () => [] },
    log: { append: async () => ({ rev: 1 }) },
    media: {
      find: async () => image,
      insert: async () => undefined,
      complete: async () => undefined,
      remove: async (id: string) => removed.push(id),
    },
    pictures: { show: async () => true },
    users: { list: async () => [user(), { id: 8, nickname, avatar: null }] },
  };
  const [tx, reader] = [store as unknown as Transaction, store as unknown as Reader];
  const ports = {
    clock: { now: () => 10_000 },
    pictureMaker: { compose: async (id: string) => ({ bytes: composed.push(id) }) },
    tokens: {
      digest: (text: string) =>
        Buffer.from(Bun.hash(text).toString(16).padStart(24, "0")).toString("base64url"),
    },
  } as unknown as Ports;
  const prepare = () => renewFaces.prepare?.({ reader, ports });

  const first = await prepare();
  nickname = "B";
  await renewFaces.run({ tx, ports }, first);
  expect(removed).toEqual(composed);
  nickname = "A";
  await renewFaces.run({ tx, ports }, await prepare());
  expect(due).toEqual([]);
  expect(composed).toHaveLength(2);
  expect(shown.mediaId).toBe(composed[1] ?? null);
  expect(removed).not.toContain(shown.mediaId);
});
