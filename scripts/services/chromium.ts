/** The browser of the browser tests: whatever Chromium the machine has, or Debian's package. */
import { requireProgram } from "./debian-packages.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Path of an installed Chromium; installs it where that is possible. */
export function requireChromium(): Promise<string> {
  return requireProgram({
    title: "Chromium",
    debianPackage: "chromium",
    find: () => names.map((name) => Bun.which(name)).find((path) => path !== null) ?? null,
  });
}
