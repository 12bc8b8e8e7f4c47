/** English texts of keeping the inbox in order, and of what else is done with messages. Loaded when it is needed. */
const plural = new Intl.PluralRules("en");
const counted = (count: number, one: string, other: string) =>
  `${count} ${plural.select(count) === "one" ? one : other}`;

export const inboxEn = {
  forward: {
    title: "Forward to",
    placeholder: "Conversation",
    send: "Forward",
    sent: "Forwarded",
    merged: "As one message",
    mergedHint: "All of them together, with who wrote them.",
    picked: (count: number) => counted(count, "message", "messages"),
    cancel: "Cancel selection",
    historyTitle: "Chat history",
  },
  readers: {
    title: "Read by",
    read: "Read",
    delivered: "Delivered",
    nobody: "Nobody has read it yet.",
  },
  schedule: {
    title: "Send later",
    at: "When",
    send: "Schedule",
    listTitle: "Scheduled messages",
    none: "Nothing is scheduled.",
    cancel: "Cancel sending",
    sendNow: "Send now",
    past: "Choose a time in the future.",
    scheduled: "It will be sent then",
    failed: "It could not be sent.",
  },
  expire: {
    title: "Disappears",
    never: "Never",
    afterSent: (time: string) => `${time} after sending`,
    afterRead: (time: string) => `${time} after reading`,
  },
  poll: {
    title: "New poll",
    question: "Question",
    option: (number: number) => `Option ${number}`,
    addOption: "Add option",
    removeOption: (number: number) => `Remove option ${number}`,
    isMultiple: "Several answers",
    isAnonymous: "Anonymous",
    isAnonymousHint: "Nobody learns who chose what.",
    create: "Create poll",
    needOptions: "Give a question and at least two different options.",
    votes: (count: number) => counted(count, "vote", "votes"),
    anonymous: "Anonymous poll",
    open: "Poll",
    closed: "Poll closed",
    close: "Close poll",
    closeQuestion: "Close this poll?",
    closeExplain: "Nobody can vote any more.",
  },
};

export type InboxDictionary = typeof inboxEn;
