/** Pictures, films, voices and files: attached, uploaded, shown to the other side, looked at. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson, type Person } from "./support/person.ts";
import { startServer, type TestServer } from "./support/server.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let ann: Person;
let ben: Person;

interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

beforeAll(async () => {
  [browser, server] = await Promise.all([
    launchChromium(),
    startServer({ environment: { PARLEY_RATE_LIMIT_FACTOR: "0" } }),
  ]);
  [ann, ben] = await Promise.all([newPerson(browser, server.url), newPerson(browser, server.url)]);
  await ann.register("ann", "Ann Lindqvist");
  await ben.register("ben", "Ben Osei");
  await ann.openDirect("ben");
  await ann.write("Hello");
  await ben.open("Ann Lindqvist");
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** A picture of one colour, made by the browser. */
async function picture(
  page: Page,
  name: string,
  colour: string,
  width: number,
  height: number,
): Promise<TestFile> {
  const data = await page.evaluate(
    ([fill, w, h]) => {
      const canvas = document.createElement("canvas");
      canvas.width = w;
      canvas.height = h;
      const context = canvas.getContext("2d");
      if (context !== null) context.fillStyle = fill;
      context?.fillRect(0, 0, w, h);
      return canvas.toDataURL("image/png").split(",")[1] ?? "";
    },
    [colour, width, height] as const,
  );
  return { name, mimeType: "image/png", buffer: Buffer.from(data, "base64") };
}

/** Half a second of a film, made by the browser. */
async function film(page: Page): Promise<TestFile> {
  const data = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    canvas.width = 320;
    canvas.height = 180;
    const context = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: "video/webm;codecs=vp8" });
    const parts: Blob[] = [];
    recorder.ondataavailable = (event) => void parts.push(event.data);
    const stopped = new Promise((resolve) => {
      recorder.onstop = resolve;
    });
    recorder.start();
    for (let frame = 0; frame < 30; frame += 1) {
      if (context !== null) context.fillStyle = `hsl(${frame * 12} 70% 50%)`;
      context?.fillRect(0, 0, 320, 180);
      await new Promise((resolve) => setTimeout(resolve, 33));
    }
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""));
  });
  return { name: "harbour.webm", mimeType: "video/webm", buffer: Buffer.from(data, "base64") };
}

/** Resolves when the newest message is on screen whole. */
async function seesEnd({ page }: Person): Promise<void> {
  await page.waitForFunction(() => {
    const list = document.querySelector(".timeline-scroller");
    return list !== null && list.scrollHeight - list.scrollTop - list.clientHeight < 2;
  });
}

async function attach({ page }: Person, files: readonly TestFile[]): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Options for this message" }).click();
  await page.getByRole("menuitem", { name: "Pictures, videos and files" }).click();
  await (await chooser).setFiles([...files]);
}

test("several pictures are attached, one is taken out again, the others arrive together with their caption", async () => {
  const files = [
    await picture(ann.page, "red.png", "#c33", 1200, 800),
    await picture(ann.page, "green.png", "#3a3", 400, 900),
    await picture(ann.page, "blue.png", "#33c", 640, 480),
  ];
  await attach(ann, files);
  await ann.page.getByRole("button", { name: "Remove green.png" }).click();
  await ann.write("From the quay");
  const message = ben.message("From the quay");
  await message.locator(".picture img").nth(1).waitFor();
  expect(await message.locator(".picture").count()).toBe(2);
  await message.locator(".picture").first().click();
  const viewer = ben.page.getByRole("dialog", { name: "Picture 1 of 2" });
  await viewer.waitFor();
  await ben.page.keyboard.press("ArrowRight");
  await ben.page.getByRole("dialog", { name: "Picture 2 of 2" }).waitFor();
  await ben.page.waitForFunction(() => {
    const image = document.querySelector<HTMLImageElement>(".viewer-picture img");
    return image?.complete === true && image.naturalWidth === 640;
  });
  await ben.page.keyboard.press("Escape");
  await viewer.waitFor({ state: "detached" });
  expect([...ann.errors, ...ben.errors]).toEqual([]);
});

test("[MSG-46] what stands below pictures is written anew and taken away", async () => {
  const box = ann.page.locator("#composer");
  // With an empty box, the arrow up edits what one sent last.
  await box.press("ArrowUp");
  await ann.page.getByPlaceholder("Add a caption").waitFor();
  expect(await box.inputValue()).toBe("From the quay");
  await box.fill("x".repeat(2_001));
  await ann.page.getByText("1 characters too many").waitFor();
  await ann.write("From the harbour");
  const message = ben.message("From the harbour");
  await message.getByText("edited").waitFor();
  expect(await message.locator(".picture").count()).toBe(2);

  await box.press("ArrowUp");
  await ann.page.getByText("Editing a message").waitFor();
  await ann.write("");
  await ben.message("From the harbour").waitFor({ state: "detached" });
  expect(await ben.page.locator(".picture").count()).toBe(2);
  expect([...ann.errors, ...ben.errors]).toEqual([]);
});

test("a file on its way is shown, can be paused, outlives a reload, and arrives once", async () => {
  const isHeld = "**/v1/media/tus/*";
  await ann.page.route(isHeld, (route) => route.abort());
  const buffer = Buffer.alloc(1_500_000, 7);
  await attach(ann, [{ name: "minutes.bin", mimeType: "application/octet-stream", buffer }]);
  await ann.write("What we decided");
  const message = ann.message("What we decided");
  await message.getByText("Uploading, 0 %").waitFor();
  await message.getByText("minutes.bin").waitFor();
  await message.getByRole("button", { name: "Pause" }).click();
  await message.getByText("Paused at 0 %").waitFor();
  await ann.page.screenshot({ path: "test-output/upload-paused.png" });
  await ann.page.reload();
  await message.getByText("Paused at 0 %").waitFor();
  await ann.page.unroute(isHeld);
  await message.getByRole("button", { name: "Go on" }).click();
  await ben.message("What we decided").locator("a.file-card").waitFor();
  await message.locator("a.file-card").waitFor();
  expect(await ben.message("What we decided").count()).toBe(1);
  expect([...ann.errors, ...ben.errors]).toEqual([]);
});

test("a file that is pasted and one that is dropped arrive as downloads with their names", async () => {
  await ann.page.locator("#composer").evaluate((box) => {
    const data = new DataTransfer();
    data.items.add(new File(["one, two, three"], "list of volunteers.csv", { type: "text/csv" }));
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    const other = new DataTransfer();
    other.items.add(new File(["<script>alert(1)</script>"], "plan.html", { type: "text/html" }));
    box.dispatchEvent(new DragEvent("drop", { dataTransfer: other, bubbles: true, cancelable: true }));
  });
  await ann.page.locator(".tray-item").nth(1).waitFor();
  await ann.page.locator(".send-button").click();
  const file = ben.message("list of volunteers.csv").locator("a.file-card");
  await file.waitFor();
  // Whatever came at once, who sent it sees the end.
  await seesEnd(ann);
  const download = ben.page.waitForEvent("download");
  await file.click();
  expect((await download).suggestedFilename()).toBe("list of volunteers.csv");
  await ben.message("plan.html").locator("a.file-card").waitFor();
  expect([...ann.errors, ...ben.errors]).toEqual([]);
});

test("[UX-2] who is at the end stays there, however often what stands below the messages grows and shrinks", async () => {
  const box = ann.page.locator("#composer");
  for (let time = 0; time < 2; time += 1) {
    await box.press("ArrowUp");
    await ann.page.getByText("Editing a message").waitFor();
    await seesEnd(ann);
    await box.press("Escape");
    await ann.page.getByText("Editing a message").waitFor({ state: "detached" });
    await seesEnd(ann);
  }
  await ben.write("Still there?");
  await ann.message("Still there?").waitFor();
  await seesEnd(ann);
});

test("a film shows its picture and length, and plays", async () => {
  await attach(ann, [await film(ann.page)]);
  await ann.page.getByRole("button", { name: "Remove harbour.webm" }).waitFor();
  await ann.page.locator(".send-button").click();
  const poster = ben.page.getByRole("button", { name: "Play: Video" });
  await poster.locator("img").waitFor();
  await poster.click();
  await ben.page.waitForFunction(
    () => (document.querySelector<HTMLVideoElement>(".video video")?.currentTime ?? 0) > 0,
  );
  expect([...ann.errors, ...ben.errors]).toEqual([]);
});

test("a film whose address does not hold any more plays by the next", async () => {
  const { page } = ben;
  await page.reload();
  let refusedCount = 0;
  await page.route("**/media/*", async (route) => {
    if (route.request().resourceType() !== "media" || refusedCount > 0) return route.fallback();
    refusedCount += 1;
    await route.fulfill({ status: 404, body: "" });
  });
  await page.getByRole("button", { name: "Play: Video" }).click();
  await page.waitForFunction(
    () => (document.querySelector<HTMLVideoElement>(".video video")?.currentTime ?? 0) > 0,
  );
  expect(refusedCount).toBe(1);
  await page.unrouteAll();
});

test("a voice is recorded, shown by how loud it is, and heard", async () => {
  await ann.page.getByRole("button", { name: "Record a voice message" }).click();
  await ann.page.locator(".recorder-wave .voice-bar").nth(10).waitFor();
  await ann.page.getByRole("button", { name: "Send the recording" }).click();
  const play = ben.page.getByRole("button", { name: "Play: Voice message" });
  await play.click();
  await ben.page.locator(".voice-bar-played").first().waitFor();
  await ann.page.locator("#composer").waitFor();
  expect([...ann.errors, ...ben.errors]).toEqual([]);
});
