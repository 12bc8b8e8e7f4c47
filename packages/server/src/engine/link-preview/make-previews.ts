/**
 * Looks up what messages link to, and puts what was found on them (LINK-8). Owns what is on its way, in memory
 * alone: what a stop interrupts is not made. Invariant: at most `lookUpsMax` are on their way, one of each host, and each
 * transaction is about one message.
 */
import type { LinkPreview } from "@parley/protocol";
import { systemUserId } from "../actor.ts";
import { type Chore, preparedChore } from "../chore/chore.ts";
import { newMediaId } from "../media/media-seals.ts";
import type { Ports } from "../operation.ts";
import type { PageAnswer, PageFacts, PictureAnswer } from "../ports/pages.ts";
import type { Reader, Transaction } from "../ports/store.ts";
import type { MediaFacts } from "../ports/store-media.ts";
import { attachPreview, wantedLink } from "./attach-preview.ts";
import type { LinkTask } from "./follow-links.ts";
import { createPreviewCache, type PreviewCache } from "./preview-cache.ts";

const everyMs = 100;
const lookUpsMax = 4;
/** More links than that wait for nobody: they get no preview. */
const waitingMax = 500;
/** Of one author, and of what one host is asked for by all of them. */
const authorRate = { perMinute: 20, burst: 10 };
const hostRate = { perMinute: 60, burst: 20 };

type Context = { readonly reader: Reader; readonly ports: Ports };

/** What to do next for a message, in a transaction. */
type Step =
  | {
      readonly kind: "found";
      readonly task: LinkTask;
      readonly preview: LinkPreview;
      readonly isNew: boolean;
    }
  | { readonly kind: "pictured"; readonly picture: FoundPicture }
  | {
      readonly kind: "kept";
      readonly picture: FoundPicture;
      readonly id: string;
      readonly facts: MediaFacts | null;
    };

interface FoundPicture {
  readonly task: LinkTask;
  readonly preview: LinkPreview;
  readonly bytes: Uint8Array;
}

interface Announced {
  readonly id: string;
  readonly picture: FoundPicture;
}

export function createPreviewMaker(): { readonly add: (task: LinkTask) => void; readonly chore: Chore } {
  const cache = createPreviewCache();
  const waiting: LinkTask[] = [];
  const busyHosts = new Set<string>();
  const steps: Step[] = [];
  const announced: Announced[] = [];
  let runningCount = 0;

  function begin(context: Context): void {
    // A transaction that failed tells nobody of what it was about.
    if (runningCount + steps.length + announced.length === 0) busyHosts.clear();
    for (const one of announced.splice(0)) void go(one.picture.task, keep(context, one));
    while (runningCount + steps.length < lookUpsMax) {
      const index = waiting.findIndex(({ url }) => !busyHosts.has(hostOf(url)));
      const [task] = index < 0 ? [] : waiting.splice(index, 1);
      if (task === undefined) return;
      busyHosts.add(hostOf(task.url));
      void go(task, lookUp(context, cache, task));
    }
  }

  /** Of a host the next link waits until this one is done with: it may be the same. */
  async function go({ url }: LinkTask, work: Promise<Step | null>): Promise<void> {
    runningCount += 1;
    // Where the store could not be read there is no preview.
    const step = await work.catch(() => null);
    runningCount -= 1;
    if (step === null) busyHosts.delete(hostOf(url));
    else steps.push(step);
  }

  const chore = preparedChore({
    name: "chore: make link previews",
    everyMs,
    isDue: async () => steps.length + announced.length + waiting.length > 0,
    async prepare(context) {
      begin(context);
      return steps.shift();
    },
    async run({ tx, ports }, step) {
      if (step === undefined) return false;
      if (step.kind === "pictured") {
        announced.push(await announce(tx, ports, step.picture));
      } else {
        busyHosts.delete(hostOf(taskOf(step).url));
        await finish(tx, ports, cache, step);
      }
      return steps.length + announced.length > 0;
    },
  });

  return {
    add(task) {
      if (waiting.length < waitingMax) waiting.push(task);
    },
    chore,
  };
}

function hostOf(url: string): string {
  return URL.parse(url)?.hostname ?? url;
}

async function lookUp({ reader, ports }: Context, cache: PreviewCache, task: LinkTask): Promise<Step | null> {
  const { conversationId, messageId, senderId, url } = task;
  // Who wants none is not looked up for; an edit since then has a task of its own.
  if (wantedLink(await reader.log.findMessage(conversationId, messageId)) !== url) return null;
  const known = cache.find(url, ports.clock.now());
  if (known === null) return null;
  if (known !== undefined && (await isWhole(reader, known))) {
    return { kind: "found", task, preview: known, isNew: false };
  }
  const isLimited =
    ports.rateLimits.take("link previews of an author", senderId, authorRate) > 0 ||
    ports.rateLimits.take("link previews of a host", hostOf(url), hostRate) > 0;
  if (isLimited) {
    ports.notePreview("limited", url);
    return null;
  }
  const answer = await ports.pages.readPage(url);
  if (!answer.ok) return failed(ports, cache, url, answer);
  const preview = previewOf(url, answer.page);
  const picture = await pictureOf(ports, answer.page);
  if (picture?.ok !== true) return { kind: "found", task, preview, isNew: true };
  return { kind: "pictured", picture: { task, preview, bytes: picture.bytes } };
}

function failed(
  ports: Ports,
  cache: PreviewCache,
  url: string,
  { reason }: PageAnswer & { ok: false },
): null {
  cache.keep(url, null, ports.clock.now());
  ports.notePreview(reason, url);
  return null;
}

/** Its picture may have gone with the last message that showed it. */
async function isWhole(reader: Reader, { image }: LinkPreview): Promise<boolean> {
  return image === undefined || (await reader.media.find(image.mediaId)) !== null;
}

function previewOf(url: string, { title, description, siteName }: PageFacts): LinkPreview {
  return {
    url,
    title,
    ...(description === null ? {} : { description }),
    ...(siteName === null ? {} : { siteName }),
  };
}

async function pictureOf(ports: Ports, { imageUrl }: PageFacts): Promise<PictureAnswer | null> {
  return imageUrl === null ? null : ports.pages.readPicture(imageUrl);
}

/** Known before its bytes are kept, so that whatever ends in between they are collected (MED-30). */
async function announce(tx: Transaction, ports: Ports, picture: FoundPicture): Promise<Announced> {
  const id = newMediaId(ports);
  await tx.media.insert({
    ...{ id, ownerId: systemUserId, kind: "image", name: "preview" },
    ...{ bytes: picture.bytes.byteLength, durationMs: null, createdAt: ports.clock.now() },
  });
  return { id, picture };
}

async function keep({ reader, ports }: Context, { id, picture }: Announced): Promise<Step | null> {
  // Its announcement was not committed.
  if ((await reader.media.find(id)) === null) return null;
  const facts = await ports.keepThumbnail(id, picture.bytes).catch(() => null);
  return { kind: "kept", picture, id, facts };
}

function taskOf(step: Exclude<Step, { kind: "pictured" }>): LinkTask {
  return step.kind === "found" ? step.task : step.picture.task;
}

async function finish(
  tx: Transaction,
  ports: Ports,
  cache: PreviewCache,
  step: Exclude<Step, { kind: "pictured" }>,
): Promise<void> {
  const task = taskOf(step);
  const preview = step.kind === "found" ? step.preview : await withPicture(tx, ports, step);
  const isMade = await attachPreview(tx, ports, task, preview);
  if (step.kind === "kept" || step.isNew) cache.keep(task.url, preview, ports.clock.now());
  ports.notePreview(isMade ? "made" : "outdated", task.url);
}

async function withPicture(
  tx: Transaction,
  ports: Ports,
  { id, facts, picture: { preview } }: Extract<Step, { kind: "kept" }>,
): Promise<LinkPreview> {
  if (facts === null) {
    await tx.media.remove(id);
    return preview;
  }
  await tx.media.complete(id, facts, ports.clock.now());
  const { width, height, placeholder } = facts;
  if (width === null || height === null) return preview;
  return {
    ...preview,
    image: { mediaId: id, width, height, ...(placeholder === null ? {} : { placeholder }) },
  };
}
