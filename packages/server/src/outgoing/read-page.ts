/** Looks up pages and pictures by guarded requests (LINK-2, LINK-3). */
import type { OutgoingAnswer, OutgoingRequest } from "../engine/ports/outgoing.ts";
import type { PageAnswer, Pages, PictureAnswer } from "../engine/ports/pages.ts";
import { decodePage } from "./decode-page.ts";
import { pageFacts } from "./page-facts.ts";

/** What a page says of itself stands at its beginning; the rest is cut. */
const pageBytesMax = 512 * 1024;
const pictureBytesMax = 4 * 1024 * 1024;
const requestTimeMsMax = 5_000;
const redirectsMax = 4;

const request = {
  ...{ method: "GET", body: null, timeoutMs: requestTimeMsMax, redirectsMax, requiresTls: false },
} as const satisfies Partial<OutgoingRequest>;

export function createPages(send: (request: OutgoingRequest) => Promise<OutgoingAnswer>): Pages {
  return {
    readPage: (url) => readPage(send, url),
    readPicture: (url) => readPicture(send, url),
  };
}

type Send = (request: OutgoingRequest) => Promise<OutgoingAnswer>;

async function readPage(send: Send, url: string): Promise<PageAnswer> {
  const headers = { accept: "text/html,application/xhtml+xml" };
  const answer = await send({ ...request, url, headers, bytesMax: pageBytesMax, isCut: true });
  if (!answer.ok) return answer;
  if (answer.status !== 200) return { ok: false, reason: "refused" };
  if (!/^\s*(text\/html|application\/xhtml\+xml)\s*(;|$)/i.test(answer.contentType)) {
    return { ok: false, reason: "no_page" };
  }
  const page = pageFacts(decodePage(answer.body, answer.contentType), answer.url);
  return page === null ? { ok: false, reason: "untitled" } : { ok: true, page };
}

async function readPicture(send: Send, url: string): Promise<PictureAnswer> {
  const headers = { accept: "image/webp,image/png,image/jpeg,image/gif" };
  const answer = await send({ ...request, url, headers, bytesMax: pictureBytesMax });
  if (!answer.ok) return answer;
  return answer.status === 200 ? { ok: true, bytes: answer.body } : { ok: false, reason: "refused" };
}
