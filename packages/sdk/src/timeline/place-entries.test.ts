import { expect, test } from "bun:test";
import type { TimelineMessage } from "../api.ts";
import type { OutboxEntry } from "../outbox/outbox-state.ts";
import { placeEntries } from "./place-entries.ts";

const message = (seq: number) => ({ id: `m${seq}`, seq }) as TimelineMessage;
const queued = (id: string) => ({ id, state: "queued" }) as OutboxEntry;
const failed = (id: string, failedAfterSeq?: number) =>
  ({ id, state: "failed", ...(failedAfterSeq === undefined ? {} : { failedAfterSeq }) }) as OutboxEntry;
const shown = ({ id }: OutboxEntry) => ({ id, seq: null }) as TimelineMessage;

const ids = (seqs: readonly number[], entries: readonly OutboxEntry[], edges: object = {}) =>
  placeEntries(seqs.map(message), entries, { hasOlder: false, hasNewer: false, shown, ...edges }).map(
    ({ id }) => id,
  );

test("[UX-16] what is on its way stands below everything, in its order, once", () => {
  expect(ids([1, 2], [queued("a"), queued("b")])).toEqual(["m1", "m2", "a", "b"]);
  expect(ids([1, 2], [queued("m2"), queued("b")])).toEqual(["m1", "m2", "b"]);
  expect(ids([1, 2], [queued("a")], { hasNewer: true })).toEqual(["m1", "m2"]);
});

test("[UX-15] what failed stands behind the message that was the newest then, several in their order", () => {
  const entries = [failed("a", 1), failed("b", 1), failed("c", 2), queued("d"), failed("e", 3)];
  expect(ids([1, 2, 3], entries)).toEqual(["m1", "a", "b", "m2", "c", "m3", "d", "e"]);
  expect(ids([1, 3], [failed("a", 2)])).toEqual(["m1", "a", "m3"]);
  expect(ids([1, 2], [failed("a")])).toEqual(["m1", "m2", "a"]);
});

test("[UX-15] what failed above or below the messages that are shown is shown with those it stands between", () => {
  expect(ids([5, 6], [failed("a", 3)], { hasOlder: true })).toEqual(["m5", "m6"]);
  expect(ids([5, 6], [failed("a", 3)])).toEqual(["a", "m5", "m6"]);
  expect(ids([5, 6], [failed("a", 9)], { hasNewer: true })).toEqual(["m5", "m6"]);
  expect(ids([5, 6], [failed("a", 5)], { hasNewer: true })).toEqual(["m5", "a", "m6"]);
});
