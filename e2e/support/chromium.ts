/**
 * The browser of the tests: Debian's Chromium, driven by playwright-core, which brings no browser of its own.
 * Owns where it is looked for and how it is started.
 */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const usualPlaces = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A microphone that beeps, which pages may use without asking.
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
];

export const chromiumMissing =
  "The browser tests need Chromium. On Debian or Ubuntu: apt-get install chromium. " +
  "Elsewhere, name an installed one in PARLEY_TEST_CHROMIUM.";

/** Path of the browser, or null where none is installed. */
export function findChromium(): string | null {
  const named = process.env.PARLEY_TEST_CHROMIUM;
  if (named !== undefined) return existsSync(named) ? named : null;
  return usualPlaces.find((path) => existsSync(path)) ?? null;
}

export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(chromiumMissing);
  return chromium.launch({ executablePath, args: flags });
}
