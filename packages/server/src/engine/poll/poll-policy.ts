/** Polls: how votes are counted. Pure. A choice is a number in which each option is a bit. */
import type { MessageContent, PollResult } from "@parley/protocol";

export type Poll = Extract<MessageContent, { type: "poll" }>;

/** Null where the choice is none of this poll's (POLL-2). */
export function choiceBits({ options, isMultiple = false }: Poll, choice: readonly number[]): number | null {
  const chosen = new Set(choice);
  const isRight = chosen.size === choice.length && choice.every((option) => option < options.length);
  if (!isRight || (!isMultiple && choice.length > 1)) return null;
  return choice.reduce((bits, option) => bits + 2 ** option, 0);
}

export function optionsOf(bits: number, { options }: Poll): number[] {
  return [...options.keys()].filter((option) => hasOption(bits, option));
}

export function emptyResult({ options }: Poll): PollResult {
  return { votes: options.map(() => 0), voterCount: 0 };
}

/** The result with one person's choice changed; 0: none. */
export function counted(result: PollResult, before: number, after: number): PollResult {
  const change = (option: number) => Number(hasOption(after, option)) - Number(hasOption(before, option));
  return {
    ...result,
    votes: result.votes.map((count, option) => count + change(option)),
    voterCount: result.voterCount + Number(after > 0) - Number(before > 0),
  };
}

export function isClosed({ closesAt }: Poll, { closedAt }: PollResult, now: number): boolean {
  return closedAt !== undefined || (closesAt !== undefined && closesAt <= now);
}

function hasOption(bits: number, option: number): boolean {
  return Math.floor(bits / 2 ** option) % 2 === 1;
}
