import type { TimelineMessage } from "@parley/sdk";
import { createSignal, For, type JSX, onCleanup, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { mediaText } from "../../i18n/media/media-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { playingTime } from "./file-size.ts";
import { isHeard, markHeard } from "./heard-voices.ts";
import { createPlayingAddress } from "./playing-address.ts";

type VoiceContent = Extract<NonNullable<TimelineMessage["content"]>, { type: "voice" }>;

const speeds = [1, 1.5, 2] as const;
const barsShown = 40;
/** At most one voice is heard. */
let playing: HTMLAudioElement | null = null;

/** As many bars as fit, each as loud as its part of the whole. */
export function barsOf(waveform: readonly number[], count: number): number[] {
  if (waveform.length === 0) return Array(count).fill(12);
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * waveform.length) / count);
    const until = Math.max(from + 1, Math.floor(((index + 1) * waveform.length) / count));
    return Math.max(8, ...waveform.slice(from, until));
  });
}

/** The next voice below that was not heard yet: it follows by itself (UX-25). */
function nextUnheard(after: HTMLAudioElement): HTMLAudioElement | null {
  const below = [...document.querySelectorAll<HTMLAudioElement>(".timeline .voice audio")];
  const next = below[below.indexOf(after) + 1];
  return next?.closest(".voice-unheard") == null ? null : next;
}

/** A voice: play and pause, where it stands, how fast. */
export function VoiceContentView(props: { content: VoiceContent; isMine: boolean }): JSX.Element {
  const app = useApp();
  const words = () => mediaText();
  const [isPlaying, setPlaying] = createSignal(false);
  const [position, setPosition] = createSignal(0);
  const [speed, setSpeed] = createSignal<(typeof speeds)[number]>(1);
  let audio: HTMLAudioElement | undefined;
  const player = createPlayingAddress(app, () => props.content.mediaId);
  const url = player.address;
  const durationMs = () => props.content.durationMs ?? 0;
  const share = () => (durationMs() === 0 ? 0 : Math.min(1, (position() * 1000) / durationMs()));
  const toggle = () => {
    if (audio === undefined) return;
    if (!audio.paused) return audio.pause();
    audio.play().catch(() => setPlaying(false));
  };
  const begin = () => {
    if (audio === undefined) return;
    if (playing !== audio) playing?.pause();
    playing = audio;
    audio.playbackRate = speed();
    setPlaying(true);
    markHeard(props.content.mediaId);
  };
  const end = () => {
    setPosition(0);
    if (audio !== undefined)
      nextUnheard(audio)
        ?.play()
        .catch(() => undefined);
  };
  const nextSpeed = () => {
    const next = speeds[(speeds.indexOf(speed()) + 1) % speeds.length] ?? 1;
    setSpeed(next);
    if (audio !== undefined) audio.playbackRate = next;
  };
  const resume = (element: HTMLAudioElement) => {
    element.playbackRate = speed();
    player.onLoaded(element);
  };
  const seek = (to: number) => {
    if (audio !== undefined) audio.currentTime = (to * durationMs()) / 1000;
    setPosition((to * durationMs()) / 1000);
  };
  onCleanup(() => {
    audio?.pause();
    if (playing === audio) playing = null;
  });
  return (
    <div class="voice" classList={{ "voice-unheard": !props.isMine && !isHeard(props.content.mediaId) }}>
      <button
        type="button"
        class="voice-button"
        aria-label={`${isPlaying() ? words().pause : words().play}: ${words().voice}`}
        title={isPlaying() ? words().pause : words().play}
        disabled={url() == null}
        onClick={toggle}
      >
        <Icon name={isPlaying() ? "pause" : "play"} size={18} />
      </button>
      <div class="voice-wave">
        <For each={barsOf(props.content.waveform ?? [], barsShown)}>
          {(height, index) => (
            <span
              class="voice-bar"
              classList={{ "voice-bar-played": index() / barsShown < share() }}
              style={{ height: `${height}%` }}
            />
          )}
        </For>
        <input
          type="range"
          class="voice-seek"
          min="0"
          max="1"
          step="0.01"
          value={share()}
          aria-label={words().seek}
          onInput={(event) => seek(Number(event.currentTarget.value))}
        />
      </div>
      <span class="voice-time">{playingTime(position() > 0 ? position() * 1000 : durationMs())}</span>
      <button type="button" class="voice-speed" aria-label={words().speed(speed())} onClick={nextSpeed}>
        {speed()}×
      </button>
      <Show when={url()}>
        {(address) => (
          // biome-ignore lint/a11y/useMediaCaption: what people say to each other has no captions
          <audio
            ref={audio}
            preload="none"
            src={address()}
            onError={(event) => player.onError(event.currentTarget)}
            onLoadedMetadata={(event) => resume(event.currentTarget)}
            onPlay={begin}
            onPause={() => setPlaying(false)}
            onEnded={end}
            onTimeUpdate={(event) => setPosition(event.currentTarget.currentTime)}
          />
        )}
      </Show>
    </div>
  );
}
