/**
 * Those of the limits of the wire (limits.ts) that clients keep to by themselves from their start on. They stand apart so that a page loads
 * these alone: names of fields survive every minifier.
 */
export const clientLimits = {
  /** Bytes of any later frame. */
  frameBytesMax: 64 * 1024,
  /** Calls one frame may carry as an array. */
  callsPerFrameMax: 64,
  messagePageMax: 200,
  messagePageDefault: 50,
  eventPageMax: 500,
  draftCharsMax: 4_000,
  /** Conversations one `inbox.markDelivered` names. */
  deliveredPositionsMax: 100,
  /** Members of a conversation in which is told, member by member, who read what and where it arrived. */
  receiptMembersMax: 200,
  inboxPageMax: 500,
  memberPageDefault: 100,
  presenceWatchMax: 500,
  userListMax: 200,
  contactPageMax: 1_000,
  contactRequestPageMax: 200,
  /** Of a message in one line: inboxes, notifications, quotes. */
  previewCharsMax: 200,
  /** Links one `media.link` asks for. */
  mediaLinksMax: 100,
} as const;
