import { expect, test } from "bun:test";
import { createActivity } from "./activity.ts";

const hourMs = 3_600_000;

function activity() {
  const state = { now: 0, connected: new Set<number>(), told: [] as number[][] };
  const made = createActivity({
    clock: { now: () => 0, elapsedMs: () => state.now },
    connectedUserIds: () => state.connected,
    tell: (userIds) => state.told.push([...userIds]),
  });
  return { ...made, state };
}

test("[GUE-9] those who came are told of together, and again when they come again", () => {
  const { noteActivity, sweep, state } = activity();
  for (const userId of [1, 2, 1]) noteActivity(userId);
  sweep();
  expect(state.told).toEqual([]);
  state.now = 5_000;
  sweep();
  state.now = 20_000;
  sweep();
  expect(state.told).toEqual([[1, 2]]);
  noteActivity(1);
  sweep();
  expect(state.told).toEqual([[1, 2], [1]]);
});

test("[GUE-9] who stays connected is told of every hour, and who left is not", () => {
  const { noteActivity, sweep, state } = activity();
  state.connected.add(1);
  noteActivity(1);
  noteActivity(2);
  state.now = 5_000;
  sweep();
  for (let hour = 1; hour <= 3; hour += 1) {
    state.now = hour * hourMs + 5_000;
    sweep();
  }
  expect(state.told).toEqual([[1, 2], [1], [1], [1]]);
  state.connected.clear();
  state.now = 9 * hourMs;
  sweep();
  expect(state.told).toHaveLength(4);
});

test("[GUE-9] when everybody comes at once they are told of in parts, and at the end all are", () => {
  const { noteActivity, sweep, flush, state } = activity();
  for (let userId = 1; userId <= 1_200; userId += 1) noteActivity(userId);
  state.now = 5_000;
  sweep();
  expect(state.told.map((userIds) => userIds.length)).toEqual([500]);
  flush();
  expect(state.told.flat().toSorted((left, right) => left - right)).toEqual(
    Array.from({ length: 1_200 }, (_, index) => index + 1),
  );
  flush();
  expect(state.told).toHaveLength(3);
});
