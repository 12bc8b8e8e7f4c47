import { createSignal, For, type JSX, onCleanup, onMount } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { mediaText } from "../../i18n/media/media-text.ts";
import { errorText } from "../../ui/error-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { showToast } from "../../ui/toast.tsx";
import { takeExtras } from "../message/send-composed.ts";
import { playingTime } from "./file-size.ts";
import { type Recording, startRecording } from "./recorder.ts";

const drawEveryMs = 100;
const barsShown = 48;
/** A slip of the finger is no message. */
const durationMsMin = 500;

/** In the place of the message box while somebody speaks: how long, how loud, send or discard. */
export function VoiceRecorder(props: { conversationId: number; onEnd: () => void }): JSX.Element {
  const app = useApp();
  const words = () => mediaText();
  const [recording, setRecording] = createSignal<Recording | null>(null);
  const [durationMs, setDurationMs] = createSignal(0);
  const [levels, setLevels] = createSignal<readonly number[]>([]);
  const [isSending, setSending] = createSignal(false);
  let isEnded = false;
  onMount(async () => {
    try {
      const started = await startRecording();
      if (isEnded) return started.discard();
      setRecording(started);
    } catch {
      showToast(words().noMicrophone);
      props.onEnd();
    }
  });
  const timer = setInterval(() => {
    const current = recording();
    if (current === null || isSending()) return;
    setDurationMs(current.durationMs());
    setLevels((before) => [...before, current.level()].slice(-barsShown));
    app.client.signals.recording({ conversationId: props.conversationId, kind: "voice" });
  }, drawEveryMs);
  onCleanup(() => {
    isEnded = true;
    clearInterval(timer);
    if (!isSending()) recording()?.discard();
  });
  const send = async () => {
    const current = recording();
    if (current === null || isSending()) return;
    if (current.durationMs() < durationMsMin) return props.onEnd();
    setSending(true);
    const { conversationId } = props;
    const extras = takeExtras(app, conversationId, "");
    try {
      const { sound, durationMs: length, waveform } = await current.stop();
      app.client.sendVoice(conversationId, sound, { name: "voice", durationMs: length, waveform, extras });
    } catch (error) {
      showToast(errorText(error));
    }
    props.onEnd();
  };
  return (
    <section
      class="recorder"
      aria-label={words().recording}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        props.onEnd();
      }}
    >
      <IconButton icon="trash" label={words().discard} onClick={() => props.onEnd()} />
      <span class="recorder-time" role="timer">
        <span class="recorder-dot" />
        {playingTime(durationMs())}
      </span>
      <span class="recorder-wave" aria-hidden="true">
        <For each={levels()}>
          {(level) => <span class="voice-bar" style={{ height: `${Math.max(8, level)}%` }} />}
        </For>
      </span>
      <button
        type="button"
        class="send-button"
        ref={(button) => queueMicrotask(() => button.focus())}
        aria-label={words().stopAndSend}
        title={words().stopAndSend}
        disabled={recording() === null || isSending()}
        onClick={() => void send()}
      >
        <Icon name="send" />
      </button>
    </section>
  );
}
