/**
 * One recording of the microphone: its sound, how loud it was from moment to moment. Owns the microphone from `start`
 * until it is stopped, and gives it back whatever happens.
 */
import { limits } from "@parley/protocol/limits";
import { now } from "../../platform/clock.ts";

export interface Recorded {
  readonly sound: Blob;
  readonly durationMs: number;
  /** From 0 to 100 each. */
  readonly waveform: number[];
}

export interface Recording {
  /** How loud it is now, from 0 to 100. */
  level(): number;
  durationMs(): number;
  stop(): Promise<Recorded>;
  discard(): void;
}

const types = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const measureEveryMs = 100;

/** Rejects where the microphone may not or cannot be used. */
export async function startRecording(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  try {
    return record(stream);
  } catch (error) {
    giveBack(stream);
    throw error;
  }
}

function giveBack(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function record(stream: MediaStream): Recording {
  const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType });
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const levels: number[] = [];
  const parts: Blob[] = [];
  const startedAt = now();
  recorder.addEventListener("dataavailable", ({ data }) => void parts.push(data));
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
    // Speech is far from the loudest there could be.
    levels.push(Math.min(100, Math.round(Math.sqrt(power) * 320)));
  }, measureEveryMs);
  recorder.start();
  const release = () => {
    clearInterval(timer);
    giveBack(stream);
    void context.close();
  };
  return {
    level: () => levels.at(-1) ?? 0,
    durationMs: () => now() - startedAt,
    async stop() {
      const durationMs = now() - startedAt;
      const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve, { once: true }));
      recorder.stop();
      await stopped;
      release();
      const sound = new Blob(parts, { type: (mimeType ?? "audio/webm").split(";")[0] ?? "" });
      return { sound, durationMs, waveform: shortened(levels, limits.waveformPointsMax) };
    },
    discard() {
      if (recorder.state !== "inactive") recorder.stop();
      release();
    },
  };
}

/** At most so many points, each the loudest of its part. */
export function shortened(levels: readonly number[], count: number): number[] {
  if (levels.length <= count) return [...levels];
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * levels.length) / count);
    const until = Math.floor(((index + 1) * levels.length) / count);
    return Math.max(...levels.slice(from, until));
  });
}
