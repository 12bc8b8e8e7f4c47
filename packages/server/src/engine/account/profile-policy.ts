/** What people may say of themselves beyond what the shape of a field says. Pure, table-tested (PROF-2). */
import { ParleyError } from "@parley/protocol";

const yearMin = 1900;

/** A day by the calendar that was already, somewhere on earth. */
export function isBirthday(text: string, now: number): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text) return false;
  const farthestEastMs = 14 * 3_600_000;
  return day.getUTCFullYear() >= yearMin && day.getTime() <= now + farthestEastMs;
}

/** http or https with a host, and no name or password in it. */
export function isWebsite(text: string): boolean {
  if (!URL.canParse(text) || /\s/.test(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return (protocol === "http:" || protocol === "https:") && hostname !== "" && username + password === "";
}

/** A tag of BCP 47 as it is written properly. @throws invalid_arguments for what is none */
export function canonicalLanguage(tag: string, path: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag;
  } catch (error) {
    if (error instanceof RangeError) throw notAllowed(path);
    throw error;
  }
}

export function notAllowed(path: string): ParleyError {
  return new ParleyError("invalid_arguments", { message: `${path} is not allowed.`, details: { path } });
}
