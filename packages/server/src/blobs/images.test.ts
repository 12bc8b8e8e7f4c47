import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createImages } from "./images.ts";

const folder = mkdtempSync(join(tmpdir(), "parley-images-"));
const picture = join(folder, "picture");
writeFileSync(
  picture,
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AAQQxwFgBB0gX7h/C5SAAAAABJRU5ErkJggg==",
    "base64",
  ),
);
const task = { path: picture, type: "image/png" };

/** A thread that answers nothing and never rests, as a decoder that hangs. */
function hangingThread(): Worker {
  const script = join(folder, "hanging.ts");
  writeFileSync(script, "self.onmessage = () => { for (;;) Math.sqrt(2); };");
  return new Worker(script);
}

const realThread = () => new Worker(new URL("../image-thread.ts", import.meta.url).href);

/** One that has decoded an image: how long a machine takes to start a thread is in no limit here. */
async function startedThread(): Promise<Worker> {
  const thread = realThread();
  await new Promise((resolve) => {
    thread.onmessage = resolve;
    thread.postMessage(task);
  });
  return thread;
}

test("[MED-26] an image whose decoding hangs is refused in time, its thread is ended, and the next is decoded", async () => {
  const ended: Promise<unknown>[] = [];
  const next = await startedThread();
  let count = 0;
  const images = createImages(() => {
    count += 1;
    if (count > 1) return next;
    const thread = hangingThread();
    ended.push(new Promise((resolve) => thread.addEventListener("close", resolve)));
    return thread;
  }, 1_000);
  const [first, second] = [images.clean(task), images.clean(task)];
  await expect(first).rejects.toMatchObject({ code: "payload_too_large" });
  expect(await second).toMatchObject({ width: 3, height: 2 });
  expect(count).toBe(2);
  await Promise.all(ended);
  expect(ended.length).toBe(1);
});

test("[MED-26] a thread that breaks harms one image alone, and more than can wait are refused", async () => {
  let count = 0;
  const images = createImages(() => {
    count += 1;
    if (count > 1) return realThread();
    const script = join(folder, "breaking.ts");
    writeFileSync(script, 'self.onmessage = () => { throw new Error("broken"); };');
    return new Worker(script);
  });
  const first = images.clean(task);
  const rest = Array.from({ length: 63 }, () => images.clean(task));
  expect(() => images.clean(task)).toThrow();
  await expect(first).rejects.toThrow("broken");
  expect((await Promise.all(rest)).every(({ width }) => width === 3)).toBe(true);
  rmSync(folder, { recursive: true });
});
