import "../../styles/features/schedule.css";
import { limits } from "@parley/protocol/limits";
import { createSignal, createUniqueId, For, type JSX, Show } from "solid-js";
import { whenText } from "../../i18n/dates.ts";
import { inboxText } from "../../i18n/inbox/inbox-text.ts";
import { now } from "../../platform/clock.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { TextArea } from "../../ui/text-area.tsx";
import { fromLocalField, schedulePresets, toLocalField } from "./schedule-times.ts";

export interface ScheduleDialogProps {
  title: string;
  /** What it says; null where it is no text and stays as it is. */
  words: string | null;
  /** When it is sent by now; null: not yet chosen. */
  at: number | null;
  /** What the button of the field says. */
  action: string;
  /** The dialog stays open with what went wrong when it rejects. */
  save: (at: number, words: string) => Promise<unknown>;
  onClose: () => void;
}

/** When to send a message: one of the usual times with one press, or any other. */
export function ScheduleDialog(props: ScheduleDialogProps): JSX.Element {
  const openedAt = now();
  const fieldId = createUniqueId();
  const noteId = createUniqueId();
  const words = () => inboxText().schedule;
  const presets = schedulePresets(openedAt);
  const [written, setWritten] = createSignal(props.words ?? "");
  const [field, setField] = createSignal(toLocalField(props.at ?? presets[0]?.at ?? openedAt));
  const [failure, setFailure] = createSignal<string | null>(null);
  const [isWorking, setWorking] = createSignal(false);
  const save = async (at: number | null) => {
    setFailure(null);
    const isKept = at !== null && props.at !== null && toLocalField(props.at) === toLocalField(at);
    if (at === null || (at <= now() && !isKept)) return void setFailure(words().past);
    if (props.words !== null && written().trim() === "") return void setFailure(words().empty);
    setWorking(true);
    try {
      await props.save(isKept ? (props.at ?? at) : at, written().trim());
      props.onClose();
    } catch (error) {
      setFailure(errorText(error));
    }
    setWorking(false);
  };
  return (
    <Dialog title={props.title} onClose={() => props.onClose()}>
      <Show when={props.words !== null}>
        <TextArea
          label={words().message}
          value={written()}
          onInput={setWritten}
          maxLength={limits.textCharsMax}
        />
      </Show>
      <ul class="schedule-presets" aria-label={words().at}>
        <For each={presets}>
          {({ name, at }) => (
            <li>
              <button
                type="button"
                class="schedule-preset"
                disabled={isWorking()}
                onClick={() => void save(at)}
              >
                <span>{words().presets[name]}</span>
                <span class="schedule-preset-time">{whenText(at, openedAt)}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
      <form
        class="schedule-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save(fromLocalField(field()));
        }}
      >
        <div class="field">
          <label class="field-label" for={fieldId}>
            {words().other}
          </label>
          <div class="field-box">
            <input
              id={fieldId}
              type="datetime-local"
              class="field-input"
              value={field()}
              min={toLocalField(openedAt)}
              max={toLocalField(openedAt + limits.scheduleAheadMsMax)}
              aria-invalid={failure() !== null}
              aria-describedby={failure() === null ? undefined : noteId}
              onInput={(event) => setField(event.currentTarget.value)}
            />
          </div>
        </div>
        <Show when={failure()}>
          <p id={noteId} class="form-error" role="alert">
            {failure()}
          </p>
        </Show>
        <button type="submit" class="button button-primary" disabled={isWorking()}>
          {props.action}
        </button>
      </form>
    </Dialog>
  );
}
