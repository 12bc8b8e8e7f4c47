/**
 * Finds messages in the conversations of a user, the newest first. Reads blocks of the index from those with the newest
 * messages on, and stops when nothing newer can come than what it has found, or when it has read as much as one call may
 * (SRCH-7): then it answers what is sure so far, and where to go on. The same on both databases: these compare marks,
 * everything else is decided here.
 */
import type { Message } from "@parley/protocol";
import type { Reader } from "../ports/store.ts";
import type {
  BlockRange,
  IndexedMessage,
  LogPlace,
  SearchBlock,
  SearchSource,
} from "../ports/store-message-index.ts";
import { mayHave, rangesIn, type SearchQuery, type TextRange } from "./search-query.ts";
import { searchableText } from "./searchable-text.ts";

export interface FoundMessage extends LogPlace {
  readonly sentAt: number;
  readonly message: Message;
  readonly ranges: readonly TextRange[];
}

/** A place in the order of answers: newest first, of those of one moment by conversation and number from above. */
export interface FoundPlace extends LogPlace {
  readonly sentAt: number;
}

export interface MessageQuery {
  readonly userId: number;
  readonly conversationId: number | null;
  readonly text: SearchQuery;
  /** Only what comes behind this place. */
  readonly behind: FoundPlace;
  /** Only what was sent later. */
  readonly sentAfter: number;
  readonly limit: number;
  /** Whether a message that has the text is looked for at all. */
  admits(message: Message): boolean;
}

export interface FoundPage {
  readonly found: readonly FoundMessage[];
  /** Where the next page begins behind; null when there is none. */
  readonly next: FoundPlace | null;
}

/**
 * What one call does at most, but for its last round, counted in blocks that were only compared in the database, of some
 * four microseconds each.
 */
const workMax = 6_000;
/** A block whose lines came costs as much more as it takes to look through them. */
const linesWork = 2;
/** A message that was looked at. */
const messageWork = 5;
/** Of one conversation at once: first a few, since those often have enough, then more and more. */
const firstWindow = 2;
const windowMax = 256;
/** Conversations read at once, the same way. */
const firstWidth = 8;
const widthMax = 256;
/** Blocks one round reads at most, over all conversations, and the messages that it is likely to look at. */
const roundBlocksMax = 512;
const roundCandidates = 500;

/** Messages looked at at once. */
const candidatesPerStep = 48;

/** A conversation as far as it has been read. */
interface Source extends SearchSource {
  readonly window: number;
}

/** A message that has the marks of the query; nothing in its block or a lower one was sent after `newestAt`. */
interface Candidate extends LogPlace {
  readonly newestAt: number;
}

export async function findMessages(reader: Reader, query: MessageQuery): Promise<FoundPage> {
  const { messageIndex } = reader;
  let sources: Source[] = (
    await messageIndex.sources(query.userId, query.conversationId, query.behind.sentAt)
  ).map((source) => {
    return { ...source, newestAt: Math.min(source.newestAt, query.behind.sentAt), window: firstWindow };
  });
  const found: FoundMessage[] = [];
  let candidates: Candidate[] = [];
  let [work, blocks, marked, width] = [0, 0, 0, firstWidth];
  for (;;) {
    sources = sources.filter(({ newestAt }) => newestAt > query.sentAfter).sort(byNewest);
    const unread = sources[0]?.newestAt ?? -1;
    const bound = Math.max(unread, candidates[0]?.newestAt ?? -1);
    const sure = found.filter(({ sentAt }) => sentAt > bound);
    // A cursor at the same place would be asked for again and again: when many were sent at one moment, or the clock was
    // once ahead of what came later, this call goes on.
    const isWorkDone = work > workMax && bound < query.behind.sentAt;
    const isEnough = isWorkDone || sure.length > query.limit;
    if (isEnough || bound < 0) return page(sure, query, bound);
    if (unread < bound) {
      const step = candidates.splice(0, candidatesPerStep);
      work += step.length * messageWork;
      found.push(...(await messageIndex.messages(step)).flatMap((message) => foundIn(message, query)));
      continue;
    }
    const size = roundSize(blocks, marked);
    const round = await readRound(reader, query, sources.splice(0, Math.min(width, size)), size);
    sources.push(...round.sources);
    candidates = [...candidates, ...round.candidates].sort(byNewest);
    work += round.blocks + round.blocksWithLines * linesWork;
    blocks += round.blocks;
    marked += round.candidates.length;
    width = Math.min(widthMax, width * 2);
  }
}

/** How many blocks to read next, judged by how many messages had to be looked at so far. */
function roundSize(blocks: number, marked: number): number {
  if (marked === 0) return roundBlocksMax;
  return Math.min(roundBlocksMax, Math.ceil((roundCandidates * blocks) / marked));
}

function byNewest(left: { readonly newestAt: number }, right: { readonly newestAt: number }): number {
  return right.newestAt - left.newestAt;
}

/** Everything above the bound is known, so what follows the page is behind its last message, or at the bound. */
function page(sure: readonly FoundMessage[], { limit }: MessageQuery, bound: number): FoundPage {
  const found = sure.toSorted(inOrder).slice(0, limit);
  const last = found.at(-1);
  if (last !== undefined && sure.length > limit) {
    const { sentAt, conversationId, rev } = last;
    return { found, next: { sentAt, conversationId, rev } };
  }
  if (bound < 0) return { found, next: null };
  return { found, next: firstAt(bound) };
}

/** The place before everything that was sent at the time. */
export function firstAt(sentAt: number): FoundPlace {
  return { sentAt, conversationId: Number.MAX_SAFE_INTEGER, rev: Number.MAX_SAFE_INTEGER };
}

function inOrder(left: FoundPlace, right: FoundPlace): number {
  return right.sentAt - left.sentAt || right.conversationId - left.conversationId || right.rev - left.rev;
}

interface Round {
  readonly sources: readonly Source[];
  readonly candidates: readonly Candidate[];
  readonly blocks: number;
  readonly blocksWithLines: number;
}

/** Reads the next blocks of each source. */
async function readRound(
  reader: Reader,
  query: MessageQuery,
  sources: readonly Source[],
  size: number,
): Promise<Round> {
  const share = Math.max(1, Math.floor(size / sources.length));
  const ranges = sources.map(({ conversationId, number, lowest, window }): BlockRange => {
    return { conversationId, high: number, low: Math.max(lowest, number - Math.min(window, share) + 1) };
  });
  const filter = { marks: query.text.marks, sentUpTo: query.behind.sentAt };
  const blocks = await reader.messageIndex.blocks(ranges, filter);
  const lastRead = new Map(blocks.map(({ conversationId, newestAt }) => [conversationId, newestAt]));
  return {
    sources: sources.flatMap((source, index) => {
      const { conversationId, lowest, window } = source;
      const low = ranges[index]?.low ?? lowest;
      if (low <= lowest) return [];
      const newestAt = Math.min(source.newestAt, lastRead.get(conversationId) ?? source.newestAt);
      const number = low - 1;
      return { conversationId, number, lowest, newestAt, window: Math.min(windowMax, window * 4) };
    }),
    candidates: blocks.flatMap((block) => candidatesOf(block, query)),
    blocks: blocks.length,
    blocksWithLines: blocks.filter(({ lines }) => lines !== null).length,
  };
}

function candidatesOf({ conversationId, lines, newestAt }: SearchBlock, query: MessageQuery): Candidate[] {
  if (lines === null) return [];
  const candidates: Candidate[] = [];
  const bound = Math.min(newestAt, query.behind.sentAt);
  for (const line of lines.split("\n")) {
    const colon = line.indexOf(":");
    if (colon <= 0 || !mayHave(query.text, line)) continue;
    candidates.push({ conversationId, rev: Number(line.slice(0, colon)), newestAt: bound });
  }
  return candidates;
}

function foundIn(candidate: IndexedMessage, query: MessageQuery): FoundMessage[] {
  const { conversationId, rev, sentAt, text } = candidate;
  if (sentAt <= query.sentAfter || inOrder(candidate, query.behind) <= 0) return [];
  const message = JSON.parse(text) as Message;
  if (!query.admits(message)) return [];
  const written = searchableText(message.content);
  const ranges = written === null ? [] : rangesIn(query.text, written);
  return ranges.length === 0 ? [] : [{ conversationId, rev, sentAt, message, ranges }];
}
