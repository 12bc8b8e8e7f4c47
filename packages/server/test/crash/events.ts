/** Events and messages as they travel, read with no help from the product, so that both cannot be wrong alike. */

export interface WireEvent {
  readonly ev: string;
  readonly conversationId: number;
  readonly rev: number;
  readonly seq?: number;
  readonly id?: string;
  readonly senderId?: number;
  readonly sentAt?: number;
  readonly actorId?: number;
  readonly at?: number;
  readonly memberIds?: readonly number[];
  readonly content?: { readonly text?: string } | null;
}

export interface WireMessage {
  readonly id: string;
  readonly seq: number;
  readonly rev: number;
  readonly senderId: number;
  readonly sentAt: number;
  readonly content: { readonly text?: string } | null;
}

/** Everything that never changes of an event, as text. */
export function printOf(event: WireEvent): string {
  switch (event.ev) {
    case "message.sent":
      return `sent ${event.id} seq ${event.seq} by ${event.senderId} at ${event.sentAt}`;
    case "message.recalled":
      return `recalled ${event.id} seq ${event.seq} by ${event.actorId} at ${event.at}`;
    default:
      return `${event.ev} by ${event.actorId} at ${event.at} with ${event.memberIds?.join(",") ?? "nobody"}`;
  }
}
