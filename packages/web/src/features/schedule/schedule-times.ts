/** Times one would choose to send something at, and the browser's field for any other. In the reader's time zone. */
const hourMs = 3_600_000;

/** What such a time is called; the words are the dictionary's. */
export type PresetName = "hour" | "evening" | "tomorrow" | "tomorrowEvening" | "monday";

export interface SchedulePreset {
  readonly name: PresetName;
  readonly at: number;
}

const morningHour = 9;
const eveningHour = 19;
/** An evening that is about to begin is no time of its own beside "in an hour". */
const eveningUntilHour = 17;

function atHour(now: number, daysAhead: number, hour: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + daysAhead, hour).getTime();
}

/** In the order of time, each later than now. */
export function schedulePresets(now: number): readonly SchedulePreset[] {
  const date = new Date(now);
  const presets: SchedulePreset[] = [{ name: "hour", at: Math.ceil((now + hourMs) / 60_000) * 60_000 }];
  if (date.getHours() < eveningUntilHour) presets.push({ name: "evening", at: atHour(now, 0, eveningHour) });
  presets.push({ name: "tomorrow", at: atHour(now, 1, morningHour) });
  presets.push({ name: "tomorrowEvening", at: atHour(now, 1, eveningHour) });
  const daysToMonday = (8 - date.getDay()) % 7 || 7;
  if (daysToMonday > 1) presets.push({ name: "monday", at: atHour(now, daysToMonday, morningHour) });
  return presets;
}

const twoDigits = (value: number) => String(value).padStart(2, "0");

/** As a field of the kind `datetime-local` has it: `2026-03-04T09:30`. */
export function toLocalField(time: number): string {
  const date = new Date(time);
  const day = [
    String(date.getFullYear()).padStart(4, "0"),
    twoDigits(date.getMonth() + 1),
    twoDigits(date.getDate()),
  ];
  return `${day.join("-")}T${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}

/** Null of what is no whole date and time. */
export function fromLocalField(value: string): number | null {
  const time = new Date(value).getTime();
  return value === "" || Number.isNaN(time) ? null : time;
}
