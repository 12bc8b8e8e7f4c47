/** Draws the PNG icons from `public/icons/icon.svg` with Debian's Chromium: `npx bun packages/web/scripts/make-icons.ts`. */
import { readFile, writeFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const folder = new URL("../public/icons/", import.meta.url);
const svg = await readFile(new URL("icon.svg", folder), "utf8");
/** A maskable icon may be cut to any shape, so its ground fills the square and the drawing keeps to the middle. */
const maskable = svg
  .replace('rx="16"', "")
  .replace('viewBox="0 0 64 64"', 'viewBox="-8 -8 80 80"')
  .replace('<rect width="64" height="64"', '<rect x="-8" y="-8" width="80" height="80"');

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage();

async function draw(name: string, source: string, size: number): Promise<void> {
  await page.setViewportSize({ width: size, height: size });
  const uri = `data:image/svg+xml;base64,${Buffer.from(source).toString("base64")}`;
  await page.setContent(`<body style="margin:0"><img src="${uri}" width="${size}" height="${size}">`);
  await writeFile(new URL(name, folder), await page.screenshot({ omitBackground: true }));
}

await draw("icon-180.png", maskable, 180);
await draw("icon-192.png", svg, 192);
await draw("icon-512.png", svg, 512);
await draw("icon-maskable-512.png", maskable, 512);
await browser.close();
