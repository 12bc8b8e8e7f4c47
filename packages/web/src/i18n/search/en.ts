/** English texts of searching messages. Loaded with it. */
const plural = new Intl.PluralRules("en");
const counted = (count: number, one: string, other: string) =>
  `${count} ${plural.select(count) === "one" ? one : other}`;

export const searchEn = {
  title: "Search messages",
  here: "Search in this conversation",
  hint: "Words anywhere in a message. Several words: a message has all of them.",
  none: "No message found",
  count: (count: number) => counted(count, "message", "messages"),
  countMore: (count: number) => `${count} messages, and more`,
  more: "Show more",
  going: "Searching…",
  from: "From",
  anybody: "Anybody",
  when: "When",
  times: { any: "Any time", day: "Past day", week: "Past week", month: "Past month", year: "Past year" },
  kind: "What",
  kinds: {
    any: "Everything",
    text: "Text",
    image: "Pictures",
    video: "Videos",
    voice: "Voice",
    file: "Files",
  },
  close: "Close search",
};

export type SearchDictionary = typeof searchEn;
