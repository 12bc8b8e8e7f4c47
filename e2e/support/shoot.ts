/** Pictures of the client for people to look at, in `test-output/`. */
import { mkdir } from "node:fs/promises";
import type { Person } from "./person.ts";

const folder = new URL("../../test-output/", import.meta.url).pathname;

/** Resolves when the page has been drawn anew and nothing on it moves. */
export async function settled({ page }: Person): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
    await frame();
  });
}

/** One picture in light, one in dark. */
export async function shoot(person: Person, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const colorScheme of ["light", "dark"] as const) {
    await person.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await settled(person);
    await person.page.screenshot({ path: `${folder}${name}-${colorScheme}.png` });
  }
}

/** How much wider than the window the page is. */
export function excessPx({ page }: Person): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
