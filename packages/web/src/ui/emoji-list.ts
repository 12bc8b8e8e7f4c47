const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The commonest reactions, and what is shown as used last where nothing was used yet. */
export const quickEmoji: readonly string[] = [...graphemes.segment("👍❤️😂🎉😮🙏")].map(
  ({ segment }) => segment,
);
