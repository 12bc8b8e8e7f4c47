/** Reactions to a message. Pure. Clients fold the events by the same rule (MSG-42). */
import type { Reaction } from "@parley/protocol";

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const emojiPart = /\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;

/** One sign, and a picture. */
export function isEmoji(text: string): boolean {
  return emojiPart.test(text) && [...graphemes.segment(text)].length === 1;
}

/**
 * In the order of the emoji and of the ids, not of time: so it does not depend on how often somebody
 * changed their mind, and clients that take an event twice agree (MSG-44).
 */
export function withReactions(
  reactions: readonly Reaction[],
  userId: number,
  emojis: readonly string[],
): Reaction[] {
  const wanted = new Set(emojis);
  const kept = reactions.map(({ emoji, userIds }) => {
    const isThere = userIds.includes(userId);
    if (wanted.delete(emoji))
      return { emoji, userIds: isThere ? userIds : [...userIds, userId].sort(byNumber) };
    return { emoji, userIds: isThere ? userIds.filter((other) => other !== userId) : userIds };
  });
  const added = [...wanted].map((emoji) => ({ emoji, userIds: [userId] }));
  return [...kept, ...added].filter(({ userIds }) => userIds.length > 0).sort(byEmoji);
}

const byNumber = (left: number, right: number) => left - right;
const byEmoji = (left: Reaction, right: Reaction) => (left.emoji < right.emoji ? -1 : 1);

export function reactionCount(reactions: readonly Reaction[]): number {
  return reactions.reduce((sum, { userIds }) => sum + userIds.length, 0);
}
