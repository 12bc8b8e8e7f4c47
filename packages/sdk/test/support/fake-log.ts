import type { Conversation, Draft, EventFrame, Head, Message, MessageContent } from "@parley/protocol";

interface Recalled {
  readonly at: number;
}

/** One conversation of the fake server, with its log as the only truth. Everybody is a member of it. */
export class FakeLog {
  readonly conversation: Conversation;
  readonly events: EventFrame[] = [];
  readonly readSeqs = new Map<number, number>();
  readonly #recalled = new Map<string, Recalled>();
  /** Of user 1. */
  draft: Draft | null = null;
  #lastSeq = 0;

  constructor(id: number) {
    this.conversation = {
      id,
      kind: "group",
      name: `group ${id}`,
      avatar: null,
      ownerId: 1,
      memberCount: 2,
      createdAt: 1,
    };
    this.events.push({
      ev: "conversation.created",
      conversationId: id,
      rev: 1,
      actorId: 1,
      at: 1,
      conversation: this.conversation,
      memberIds: [1, 2],
    });
  }

  send(senderId: number, id: string, said: string | MessageContent): EventFrame & { ev: "message.sent" } {
    const known = this.events.find((event) => event.ev === "message.sent" && event.id === id);
    if (known?.ev === "message.sent") return known;
    this.#lastSeq += 1;
    const event = {
      ev: "message.sent" as const,
      conversationId: this.conversation.id,
      rev: this.events.length + 1,
      seq: this.#lastSeq,
      id,
      senderId,
      sentAt: 1_000 + this.#lastSeq,
      content: typeof said === "string" ? { type: "text" as const, text: said } : said,
    };
    this.events.push(event);
    this.readSeqs.set(senderId, event.seq);
    if (senderId === 1) this.draft = null;
    return event;
  }

  recall(actorId: number, id: string): EventFrame {
    const sent = this.events.find((event) => event.ev === "message.sent" && event.id === id);
    if (sent?.ev !== "message.sent") throw new Error(`no message ${id}`);
    const at = 9_000;
    this.#recalled.set(id, { at });
    const rev = this.events.length + 1;
    const event: EventFrame = {
      ev: "message.recalled",
      conversationId: this.conversation.id,
      rev,
      seq: sent.seq,
      id,
      actorId,
      at,
    };
    this.events.push(event);
    return event;
  }

  range(afterRev: number, limit: number): EventFrame[] {
    return this.events.slice(afterRev, afterRev + limit).map((event) => {
      if (event.ev !== "message.sent") return event;
      const recalled = this.#recalled.get(event.id);
      return recalled === undefined ? event : { ...event, content: null, recalledAt: recalled.at };
    });
  }

  messages(): Message[] {
    return this.range(0, this.events.length).flatMap((event) => {
      if (event.ev !== "message.sent") return [];
      const { ev: _, conversationId: __, ...message } = event;
      return [message];
    });
  }

  head(userId: number): Head {
    const messages = this.messages();
    const last = messages.at(-1) ?? null;
    const readSeq = this.readSeqs.get(userId) ?? 0;
    return {
      conversation: this.conversation,
      lastRev: this.events.length,
      lastSeq: this.#lastSeq,
      lastMessage: last,
      lastActiveAt: last?.sentAt ?? 1,
      readSeq,
      unread: messages.filter((message) => message.seq > readSeq && message.content !== null).length,
      peerId: null,
      status: "active",
      ...(this.draft === null || userId !== 1 ? {} : { draft: this.draft }),
    };
  }

  /** The one written later stays (INB-21). */
  saveDraft(draft: Draft): Draft | null {
    if (this.draft === null || this.draft.at <= draft.at)
      this.draft = draft.text.trim() === "" ? null : draft;
    return this.draft;
  }
}
