/** Dates and times as people of the current language write them. All in the reader's own time zone. */
import { language, text } from "./language.ts";

const dayMs = 86_400_000;

type FormatName = "time" | "weekday" | "monthDay" | "fullDay" | "shortDay" | "full";
const shapes: Record<FormatName, Intl.DateTimeFormatOptions> = {
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  weekday: { weekday: "short" },
  monthDay: { month: "long", day: "numeric", weekday: "long" },
  fullDay: { year: "numeric", month: "long", day: "numeric" },
  shortDay: { year: "2-digit", month: "numeric", day: "numeric" },
  full: { dateStyle: "full", timeStyle: "medium", hourCycle: "h23" },
};

/** The language of the page as it is written where the reader is: 21 November in one country, November 21 in another. */
export function regionalTag(shown: string, wanted: readonly string[]): string {
  const [base = shown] = shown.split("-");
  return wanted.find((tag) => tag.toLowerCase().split("-", 1)[0] === base) ?? shown;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(name: FormatName, time: number): string {
  const key = `${language()}:${name}`;
  let found = formats.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(
      regionalTag(language(), globalThis.navigator?.languages ?? []),
      shapes[name],
    );
    formats.set(key, found);
  }
  return found.format(time);
}

/** Local midnight of the day a time lies in; two times of one day have the same. */
export function startOfDay(time: number): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** Whole days from one time's day to another's; correct across a change of the clocks. */
function daysBetween(earlier: number, later: number): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / dayMs);
}

/** `14:05` */
export function timeOfDay(time: number): string {
  return format("time", time);
}

/** By the clock of the device, in the form in which times of day are kept: `09:05`. */
export function timeOfDayKey(time: number): string {
  const at = new Date(time);
  return [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
}

/** Everything, for a tooltip. */
export function fullTime(time: number): string {
  return format("full", time);
}

/** A day with its year. */
export function fullDay(time: number): string {
  return format("fullDay", time);
}

/** A stretch of time in its largest whole unit: `30 seconds`, `2 hours`. */
export function lengthOfTime(ms: number): string {
  const units = [
    ["day", 86_400_000],
    ["hour", 3_600_000],
    ["minute", 60_000],
  ] as const;
  const [unit, unitMs] =
    units.find(([, size]) => ms >= size && ms % size === 0) ?? (["second", 1000] as const);
  return new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "long" }).format(ms / unitMs);
}

/** Heading of a day in a timeline. */
export function dayName(time: number, now: number): string {
  const days = daysBetween(time, now);
  if (days === 0) return text().message.today;
  if (days === -1) return text().message.tomorrow;
  if (days === 1) return text().message.yesterday;
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return format(isThisYear ? "monthDay" : "fullDay", time);
}

/** A time to come, or one that was: `Tomorrow 09:00`. */
export function whenText(time: number, now: number): string {
  return `${dayName(time, now)} ${timeOfDay(time)}`;
}

/** Shortest form that is still clear, for a line of the inbox. */
export function inboxTime(time: number, now: number): string {
  const days = daysBetween(time, now);
  if (days <= 0) return timeOfDay(time);
  if (days === 1) return text().message.yesterday;
  if (days < 7) return format("weekday", time);
  return format("shortDay", time);
}
