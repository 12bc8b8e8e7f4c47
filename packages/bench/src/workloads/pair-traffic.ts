/**
 * One-to-one load: each message goes from one side of a pair to the other through the server. Owns: sending, and
 * counting and timing what arrives. Invariant: every delivery counts, on every socket; one socket in twenty is read
 * as a whole as well, and its events are checked for order.
 */
import { LatencyRecorder, nowUs } from "../loader/latency.ts";
import {
  findMarker,
  markedText,
  markerBytes,
  markerIntendedUs,
  markerSlot,
  messageIds,
} from "../loader/marker.ts";
import { type OpenLoopResult, runOpenLoop } from "../loader/open-loop.ts";
import { SequenceChecker } from "../loader/sequence-checker.ts";
import { frameItems } from "../loader/session.ts";
import type { WireSocket } from "../loader/wire-socket.ts";

const sampleEvery = 20;
const bodyBytes = 128;
const errorsKept = 5;
const errorText = Buffer.from('"error":{');

interface SampledItem {
  readonly ev?: string;
  readonly conversationId?: number;
  readonly rev?: number;
  readonly id?: number;
  readonly ok?: unknown;
}

/** The frame of a message of a slot, in a protocol other than the native one. */
export type SpellMessage = (slot: number, text: string) => string;

export class PairTraffic {
  readonly order = new SequenceChecker();
  readonly errors: string[] = [];
  errorCount = 0;
  delivered = 0;
  /** From the intended time to the other side. */
  latency = new LatencyRecorder();
  /** From the intended time to the sender's reply, on the sample. */
  replyLatency = new LatencyRecorder();
  private readonly sockets: readonly WireSocket[];
  private readonly conversationIds: readonly number[];
  private readonly spell: SpellMessage | null;
  private readonly nextId = messageIds();
  private readonly waiting = new Map<number, number>();
  private messages = 0;

  /** Sockets 2n and 2n+1 are a pair; `conversationIds` has the conversation of each pair. */
  constructor(
    sockets: readonly WireSocket[],
    conversationIds: readonly number[],
    spell: SpellMessage | null = null,
  ) {
    this.sockets = sockets;
    this.spell = spell;
    this.conversationIds = conversationIds;
    for (const socket of sockets)
      socket.onFrame = (same, bytes, start, end) => this.read(same, bytes, start, end);
  }

  beginStep(): void {
    this.delivered = 0;
    this.latency = new LatencyRecorder();
    this.replyLatency = new LatencyRecorder();
    this.waiting.clear();
  }

  send(ratePerSecond: number, durationMs: number): Promise<OpenLoopResult> {
    return runOpenLoop({ ratePerSecond, durationMs, send: (_, intendedUs) => this.sendOne(intendedUs) });
  }

  private sendOne(intendedUs: number): void {
    const index = this.messages++;
    const slot = (index * 1613) % this.sockets.length;
    const socket = this.sockets[slot];
    const conversationId = this.conversationIds[slot >> 1] ?? 0;
    const text = markedText(intendedUs, slot, bodyBytes);
    if (this.spell !== null) {
      socket?.sendAscii(this.spell(slot, text));
      return;
    }
    if (slot % sampleEvery === 0) this.waiting.set(index, intendedUs);
    socket?.sendAscii(
      `{"id":${index},"op":"message.send","args":{"conversationId":${conversationId},"id":"${this.nextId(index)}",` +
        `"content":{"type":"text","text":"${text}"}}}`,
    );
  }

  private read(socket: WireSocket, bytes: Buffer, start: number, end: number): void {
    const arrivedUs = nowUs();
    let at = findMarker(bytes, start, end);
    while (at >= 0) {
      if (markerSlot(bytes, at) !== socket.slot) {
        this.delivered++;
        this.latency.recordUs(arrivedUs - markerIntendedUs(bytes, at));
      }
      at = findMarker(bytes, at + markerBytes, end);
    }
    const error = bytes.indexOf(errorText, start);
    if (error >= 0 && error < end) this.keepError(bytes.toString("utf8", start, end));
    if (socket.slot % sampleEvery === 0) this.readWhole(socket, bytes, start, end, arrivedUs);
  }

  private readWhole(socket: WireSocket, bytes: Buffer, start: number, end: number, arrivedUs: number): void {
    for (const item of frameItems(bytes, start, end) as SampledItem[]) {
      if (item.rev !== undefined && item.ev !== undefined) {
        this.order.check(`${socket.slot}/${item.conversationId}`, item.rev);
      } else if (item.ok !== undefined && item.id !== undefined) {
        const intendedUs = this.waiting.get(item.id);
        if (intendedUs !== undefined) this.replyLatency.recordUs(arrivedUs - intendedUs);
        this.waiting.delete(item.id);
      }
    }
  }

  private keepError(text: string): void {
    this.errorCount++;
    if (this.errors.length < errorsKept) this.errors.push(text.slice(0, 300));
  }
}
