/** Groups of calls that do more than go over the wire: the outbox, files, signals, presence. */
import type { Client, PresenceCalls, SignalCalls, TimelineMessage } from "./api.ts";
import type { ClientParts } from "./client-parts.ts";
import { DerivedCell } from "./state/cell.ts";

/** A key press is told at most once in this time; a message ends what was told, so the next is told at once. */
const typingEveryMs = 3_000;

export function outboxCalls({ attachments, conversations, outbox, shown }: ClientParts): Client["outbox"] {
  const messages = new DerivedCell<readonly TimelineMessage[]>([], () =>
    outbox.entries.get().map((entry) => shown.ofEntry(entry, conversations.selfId)),
  );
  outbox.entries.subscribe(() => messages.invalidate());
  return {
    messages,
    send: (conversationId, content, extras) => outbox.send(conversationId, content, extras),
    retry: (id) => outbox.retry(id),
    discard: (id) => outbox.discard(id),
    pause: (id) => outbox.pause(id, true),
    resume: (id) => outbox.pause(id, false),
    file: (id) => attachments.blob(id),
  };
}

type FileCalls = Pick<Client, "attachments" | "sendFile" | "sendImage" | "sendVoice" | "sendVideo">;

export function fileCalls({ attachments }: ClientParts): FileCalls {
  return {
    attachments: {
      add: (conversationId, file, options) => attachments.add(conversationId, file, options),
      pause: (id) => attachments.pause(id),
      resume: (id) => attachments.resume(id),
      remove: (id) => attachments.remove(id),
    },
    sendFile: (conversationId, source, options) => attachments.send("file", conversationId, source, options),
    sendImage: (conversationId, source, options) =>
      attachments.send("image", conversationId, source, options),
    sendVoice: (conversationId, source, options) =>
      attachments.send("voice", conversationId, source, options),
    sendVideo: (conversationId, source, options) =>
      attachments.send("video", conversationId, source, options),
  };
}

export function signalCalls({
  call,
  conversations,
  isOnline,
  platform,
  pushHandlers,
}: ClientParts): SignalCalls {
  const toldAt = new Map<number, number>();
  pushHandlers.on("message.sent", ({ conversationId, senderId }) => {
    if (senderId === conversations.selfId) toldAt.delete(conversationId);
  });
  /** Whether it is to be told now. */
  const isDue = (conversationId: number) => {
    const now = platform.now();
    if (!isOnline() || now - (toldAt.get(conversationId) ?? 0) < typingEveryMs) return false;
    toldAt.set(conversationId, now);
    return true;
  };
  return {
    typing(args) {
      if (isDue(args.conversationId)) call("signal.typing", args).catch(() => undefined);
    },
    recording(args) {
      if (isDue(args.conversationId)) call("signal.recording", args).catch(() => undefined);
    },
  };
}

export function presenceCalls({ call, isOnline, readyListeners, signals }: ClientParts): PresenceCalls {
  let watched: readonly number[] = [];
  const tell = () => {
    const userIds = [...watched];
    call("presence.watch", { userIds })
      .then(({ online }) => signals.online.set(new Set(online)))
      // A lost connection is followed by another, which tells again.
      .catch(() => undefined);
  };
  readyListeners.add(() => {
    if (watched.length > 0) tell();
  });
  return {
    watch({ userIds }) {
      watched = userIds;
      if (isOnline()) tell();
    },
  };
}
