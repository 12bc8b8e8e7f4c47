/** Messages as frames. A frame that is the same for all of its receivers is made once. */
import type { EventFrame } from "@parley/protocol";
import type { Caller, DialectEvent, Frames } from "../dialect.ts";
import { fileOf } from "../message-parts.ts";
import { messageFrame } from "./codec.ts";
import { isNotice, type Mapping } from "./mapping.ts";

type Sent = Extract<EventFrame, { ev: "message.sent" }>;
type Recalled = Extract<EventFrame, { ev: "message.recalled" }>;

/** The bare text of the contract's first version, or its later object of four keys. */
export type FrameForm = "text" | "object";

export interface Translation {
  inRoom(event: DialectEvent, frame: Sent, caller: Caller, form: FrameForm): Promise<Frames> | Frames;
  inLobby(event: DialectEvent, frame: Sent, caller: Caller): Promise<Frames> | Frames;
  /** The contract has no word for a recall: it is said as a text, of who took something back. */
  saidOf(recalled: Recalled): Sent;
}

export function createTranslation(mapping: Mapping, dateTime: (at: number) => string): Translation {
  async function roomFrame(frame: Sent, caller: Caller, form: FrameForm): Promise<Frames> {
    const { identity, kind } = await mapping.roomOf(caller, frame.conversationId);
    if (kind !== "direct" && kind !== "group") return [];
    if (isNotice(kind, frame)) return [];
    return [await framed(frame, identity, caller, form)];
  }

  async function framed(frame: Sent, room: string, caller: Caller, form: FrameForm): Promise<string> {
    const { senderId, sentAt } = frame;
    const [message = ""] = await mapping.textsOf(caller, [frame]);
    if (form === "text") return message;
    const sender = await mapping.userOf(caller, senderId);
    return messageFrame(room, { message, username: sender?.username ?? "", time: dateTime(sentAt) });
  }

  /** Addresses of files are each reader's own. */
  function shared(event: DialectEvent, frame: Sent, key: string, make: () => Promise<Frames>) {
    if (frame.content === null) return [];
    return fileOf(frame.content) === null ? event.once(key, make) : make();
  }

  return {
    inRoom: (event, frame, caller, form) => shared(event, frame, form, () => roomFrame(frame, caller, form)),
    inLobby: (event, frame, caller) =>
      shared(event, frame, "lobby", async () => [await framed(frame, "", caller, "object")]),
    saidOf({ actorId, at, ...place }) {
      const content = { type: "text", text: "撤回了一条消息" } as const;
      return { ...place, ev: "message.sent", senderId: actorId, sentAt: at, content };
    },
  };
}
