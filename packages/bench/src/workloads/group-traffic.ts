/**
 * Group load: each message goes to every member. Owns: sending, and counting what arrives. Invariant: every delivery
 * counts, on every socket; one socket in twenty is timed, and one in fifty is read as a whole and checked for order.
 */
import { LatencyRecorder, nowUs } from "../loader/latency.ts";
import { findMarker, markedText, markerBytes, markerIntendedUs, messageIds } from "../loader/marker.ts";
import { type OpenLoopResult, runOpenLoop } from "../loader/open-loop.ts";
import { SequenceChecker } from "../loader/sequence-checker.ts";
import { frameItems } from "../loader/session.ts";
import type { WireSocket } from "../loader/wire-socket.ts";

const timedEvery = 20;
const checkedEvery = 50;
const bodyBytes = 128;

export class GroupTraffic {
  readonly order = new SequenceChecker();
  delivered = 0;
  /** Frames that carried deliveries: fewer than deliveries when the server joined them. */
  frames = 0;
  latency = new LatencyRecorder();
  onDelivered: () => void = () => {};
  private readonly sockets: readonly WireSocket[];
  private readonly conversationId: number;
  private readonly nextId = messageIds();
  private messages = 0;

  constructor(sockets: readonly WireSocket[], conversationId: number) {
    this.sockets = sockets;
    this.conversationId = conversationId;
    for (const socket of sockets)
      socket.onFrame = (same, bytes, start, end) => this.read(same, bytes, start, end);
  }

  beginStep(): void {
    this.delivered = 0;
    this.frames = 0;
    this.latency = new LatencyRecorder();
  }

  /** Sends `perBurst` messages in one frame of one member, so many times a second. */
  send(burstsPerSecond: number, perBurst: number, durationMs: number): Promise<OpenLoopResult> {
    return runOpenLoop({
      ratePerSecond: burstsPerSecond,
      durationMs,
      send: (_, intendedUs) => this.sendBurst(intendedUs, perBurst),
    });
  }

  sendBurst(intendedUs: number, perBurst: number): void {
    const slot = (this.messages * 37) % this.sockets.length;
    const calls = Array.from({ length: perBurst }, () => this.callText(slot, intendedUs));
    this.sockets[slot]?.sendAscii(perBurst === 1 ? (calls[0] ?? "") : `[${calls.join()}]`);
  }

  private callText(slot: number, intendedUs: number): string {
    const index = this.messages++;
    return (
      `{"id":${index},"op":"message.send","args":{"conversationId":${this.conversationId},"id":"${this.nextId(index)}",` +
      `"content":{"type":"text","text":"${markedText(intendedUs, slot, bodyBytes)}"}}}`
    );
  }

  private read(socket: WireSocket, bytes: Buffer, start: number, end: number): void {
    let at = findMarker(bytes, start, end);
    if (at < 0) return;
    this.frames++;
    const isTimed = socket.slot % timedEvery === 0;
    const arrivedUs = isTimed ? nowUs() : 0;
    while (at >= 0) {
      this.delivered++;
      if (isTimed) this.latency.recordUs(arrivedUs - markerIntendedUs(bytes, at));
      at = findMarker(bytes, at + markerBytes, end);
    }
    if (socket.slot % checkedEvery === 0) this.check(socket, bytes, start, end);
    this.onDelivered();
  }

  private check(socket: WireSocket, bytes: Buffer, start: number, end: number): void {
    for (const item of frameItems(bytes, start, end) as { ev?: string; rev?: number }[]) {
      if (item.ev !== undefined && item.rev !== undefined) this.order.check(String(socket.slot), item.rev);
    }
  }
}
