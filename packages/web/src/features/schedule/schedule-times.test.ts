import { expect, test } from "bun:test";
import { fromLocalField, schedulePresets, toLocalField } from "./schedule-times.ts";

/** A Wednesday. */
const at = (hour: number, minute = 0) => new Date(2026, 10, 18, hour, minute).getTime();

const shown = (now: number) =>
  schedulePresets(now).map(({ name, at: time }) => `${name} ${toLocalField(time)}`);

test("[UX-27] in the morning one may choose an hour later, the evening, tomorrow and Monday", () => {
  expect(shown(at(9, 30))).toEqual([
    "hour 2026-11-18T10:30",
    "evening 2026-11-18T19:00",
    "tomorrow 2026-11-19T09:00",
    "tomorrowEvening 2026-11-19T19:00",
    "monday 2026-11-23T09:00",
  ]);
});

test("[UX-27] late in the day this evening is not offered, on a Sunday Monday is tomorrow", () => {
  expect(shown(at(18)).some((line) => line.startsWith("evening"))).toBe(false);
  const sunday = new Date(2026, 10, 22, 12).getTime();
  expect(shown(sunday).filter((line) => line.includes("2026-11-23T09:00"))).toEqual([
    "tomorrow 2026-11-23T09:00",
  ]);
});

test("[UX-27] every choice is in the future and they are in the order of time, whenever one asks", () => {
  for (let hour = 0; hour < 24 * 8; hour += 1) {
    const now = at(0, 59) + hour * 3_600_000;
    const times = schedulePresets(now).map((preset) => preset.at);
    expect(times.every((time) => time > now)).toBe(true);
    expect(times).toEqual([...times].sort((left, right) => left - right));
  }
});

test("what the field says is read back, and what is incomplete is nothing", () => {
  expect(fromLocalField(toLocalField(at(9, 5)))).toBe(at(9, 5));
  expect(fromLocalField("")).toBe(null);
  expect(fromLocalField("2026-11")).not.toBe(at(9));
  expect(fromLocalField("tomorrow")).toBe(null);
});
