/** The emoji that are offered, in the order of their use rather than of their code. */
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const split = (text: string): readonly string[] => [...graphemes.segment(text)].map(({ segment }) => segment);

export const quickEmoji: readonly string[] = split("👍❤️😂🎉😮🙏");

export const emojiList: readonly string[] = split(
  "😀😄😁😆😅😂🤣🙂😉😊😇🥰😍😘😋😜🤪🤔🤨😐😏🙄😌😴🤒🤕🤢🥵🥶🤯🥳😎🤓😕😟😮😲🥺😢😭😱😤😡🤬" +
    "👍👎👌✌️🤞🤝👏🙌🙏💪👋✋👀🫡🤦🤷❤️🧡💛💚💙💜🖤💔💯💥🔥✨⭐🎉🎂🎁🏆🌹🌈☀️🌙⚡🍀☕🍺🍕🍎⚽🚀🚗⏰📌✅❌❓❗",
);
