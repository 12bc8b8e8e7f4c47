/** Everything the server says unasked. A frame with `ev` names one of these. */
import type { Static } from "typebox";
import type { Push } from "./define.ts";
import { accessChanged } from "./events/access-changed.ts";
import { accountChanged } from "./events/account-changed.ts";
import { autoAnswerChanged } from "./events/auto-answer-changed.ts";
import { complaintChanged } from "./events/complaint-changed.ts";
import { connectionBehind } from "./events/connection-behind.ts";
import { connectionClosing } from "./events/connection-closing.ts";
import { connectionPosition } from "./events/connection-position.ts";
import { contactChanged } from "./events/contact-changed.ts";
import { contactRequestChanged } from "./events/contact-request-changed.ts";
import { conversationCreated } from "./events/conversation-created.ts";
import { conversationPurged } from "./events/conversation-purged.ts";
import { conversationUpdated } from "./events/conversation-updated.ts";
import { draftChanged } from "./events/draft-changed.ts";
import { folderChanged } from "./events/folder-changed.ts";
import { forceLogout } from "./events/force-logout.ts";
import { groupRequestChanged } from "./events/group-request-changed.ts";
import { guestHint } from "./events/guest-hint.ts";
import { inboxChanged } from "./events/inbox-changed.ts";
import { memberAdded } from "./events/member-added.ts";
import { memberChanged } from "./events/member-changed.ts";
import { memberDelivered } from "./events/member-delivered.ts";
import { memberRead } from "./events/member-read.ts";
import { memberRecording } from "./events/member-recording.ts";
import { memberRemoved } from "./events/member-removed.ts";
import { memberReplaced } from "./events/member-replaced.ts";
import { memberTyping } from "./events/member-typing.ts";
import { messageEdited } from "./events/message-edited.ts";
import { messageExpired } from "./events/message-expired.ts";
import { messageFinished } from "./events/message-finished.ts";
import { messageHidden } from "./events/message-hidden.ts";
import { messageLinkPreviewChanged } from "./events/message-link-preview-changed.ts";
import { messagePinned } from "./events/message-pinned.ts";
import { messagePollChanged } from "./events/message-poll-changed.ts";
import { messageReacted } from "./events/message-reacted.ts";
import { messageRecalled } from "./events/message-recalled.ts";
import { messageSaved } from "./events/message-saved.ts";
import { messageScheduleChanged } from "./events/message-schedule-changed.ts";
import { messageSent } from "./events/message-sent.ts";
import { messageUnpinned } from "./events/message-unpinned.ts";
import { messageUnsaved } from "./events/message-unsaved.ts";
import { settingsChanged } from "./events/settings-changed.ts";
import { stickerPackChanged } from "./events/sticker-pack-changed.ts";
import { streamAppended } from "./events/stream-appended.ts";
import { userChanged } from "./events/user-changed.ts";
import { userPresence } from "./events/user-presence.ts";

export const pushes = {
  [messageSent.name]: messageSent,
  [messageRecalled.name]: messageRecalled,
  [messageEdited.name]: messageEdited,
  [messageReacted.name]: messageReacted,
  [messagePinned.name]: messagePinned,
  [messagePollChanged.name]: messagePollChanged,
  [messageFinished.name]: messageFinished,
  [messageLinkPreviewChanged.name]: messageLinkPreviewChanged,
  [streamAppended.name]: streamAppended,
  [messageUnpinned.name]: messageUnpinned,
  [messageHidden.name]: messageHidden,
  [messageSaved.name]: messageSaved,
  [messageUnsaved.name]: messageUnsaved,
  [inboxChanged.name]: inboxChanged,
  [folderChanged.name]: folderChanged,
  [draftChanged.name]: draftChanged,
  [messageScheduleChanged.name]: messageScheduleChanged,
  [messageExpired.name]: messageExpired,
  [conversationCreated.name]: conversationCreated,
  [conversationUpdated.name]: conversationUpdated,
  [conversationPurged.name]: conversationPurged,
  [memberAdded.name]: memberAdded,
  [memberRemoved.name]: memberRemoved,
  [memberChanged.name]: memberChanged,
  [memberReplaced.name]: memberReplaced,
  [contactChanged.name]: contactChanged,
  [contactRequestChanged.name]: contactRequestChanged,
  [accountChanged.name]: accountChanged,
  [settingsChanged.name]: settingsChanged,
  [memberTyping.name]: memberTyping,
  [memberRecording.name]: memberRecording,
  [memberRead.name]: memberRead,
  [memberDelivered.name]: memberDelivered,
  [userPresence.name]: userPresence,
  [userChanged.name]: userChanged,
  [accessChanged.name]: accessChanged,
  [connectionPosition.name]: connectionPosition,
  [connectionBehind.name]: connectionBehind,
  [connectionClosing.name]: connectionClosing,
  [forceLogout.name]: forceLogout,
  [guestHint.name]: guestHint,
  [complaintChanged.name]: complaintChanged,
  [autoAnswerChanged.name]: autoAnswerChanged,
  [stickerPackChanged.name]: stickerPackChanged,
  [groupRequestChanged.name]: groupRequestChanged,
} as const satisfies Record<string, Push>;

export type Pushes = typeof pushes;
export type PushName = keyof Pushes;
export type PushBody<N extends PushName> = Static<Pushes[N]["body"]>;

/** One push as it travels: its body with `ev`. */
export type PushFrame<N extends PushName = PushName> = { [K in N]: { ev: K } & PushBody<K> }[N];

type EventName = { [K in PushName]: Pushes[K]["kind"] extends "event" ? K : never }[PushName];
/** A committed event as it travels. */
export type EventFrame = PushFrame<EventName>;
