import { language } from "../../i18n/language.ts";

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** `1.4 MB`, in the reader's language. */
export function fileSize(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1000)));
  const unit = units[power] ?? "byte";
  return new Intl.NumberFormat(language(), {
    // In English the short form of it has no plural.
    ...{ style: "unit", unit, unitDisplay: power === 0 ? "long" : "short" },
    maximumFractionDigits: power < 2 ? 0 : 1,
  }).format(bytes / 1000 ** power);
}

/** `1:05` */
export function playingTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
