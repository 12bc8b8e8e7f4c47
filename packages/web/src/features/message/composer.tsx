import { limits } from "@parley/protocol/limits";
import { createEffect, createSignal, type JSX, on, onMount, Show, untrack } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { isTouch } from "../../platform/media.ts";
import { Icon } from "../../ui/icon.tsx";
import { enterSends } from "./enter-key.ts";
import { meansSend } from "./enter-press.ts";
import { jumpToLatest } from "./timeline-commands.ts";

/** How close to the limit the remaining characters are counted. */
const countFromChars = limits.textCharsMax - 200;

/** The message box of one conversation. What is in it is the draft, kept by the SDK at every key (UX-19). */
export function Composer(props: { conversationId: number }): JSX.Element {
  const app = useApp();
  let area: HTMLTextAreaElement | undefined;
  const draft = () => app.drafts().get(props.conversationId) ?? "";
  const [written, setWritten] = createSignal(untrack(draft));
  const excess = () => written().length - limits.textCharsMax;
  const canSend = () => written().trim() !== "" && excess() <= 0;

  const change = (value: string) => {
    setWritten(value);
    app.client.setDraft(props.conversationId, value);
  };
  const input = (value: string) => {
    change(value);
    if (value.trim() !== "") app.client.signals.typing({ conversationId: props.conversationId });
  };
  const send = () => {
    if (!canSend()) return;
    const { sent } = app.client.outbox.send(props.conversationId, { type: "text", text: written().trim() });
    // The timeline shows what became of it.
    sent.catch(() => undefined);
    change("");
    jumpToLatest();
    area?.focus();
  };

  // Another tab, or "edit again", may change the draft; an input method must never lose what it composes.
  createEffect(
    on(draft, (next) => {
      if (next !== written()) setWritten(next);
    }),
  );
  createEffect(() => {
    const value = written();
    if (area === undefined) return;
    if (area.value !== value) area.value = value;
    fitHeight(area);
  });
  onMount(() => {
    if (!isTouch()) area?.focus({ preventScroll: true });
  });

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="composer-box">
        <textarea
          ref={area}
          id="composer"
          class="composer-input"
          rows="1"
          placeholder={text().message.placeholder}
          aria-label={text().message.placeholder}
          aria-describedby={excess() > 0 ? "composer-excess" : undefined}
          enterkeyhint={enterSends() ? "send" : "enter"}
          onInput={(event) => input(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (!meansSend(event, enterSends())) return;
            event.preventDefault();
            send();
          }}
        />
        <Show when={written().length > countFromChars}>
          <span
            id="composer-excess"
            class="composer-count"
            classList={{ "composer-count-over": excess() > 0 }}
          >
            {excess() > 0 ? text().message.tooLong(excess()) : -excess()}
          </span>
        </Show>
      </div>
      <button
        type="submit"
        class="send-button"
        aria-label={text().message.send}
        title={text().message.send}
        disabled={!canSend()}
        // A tap must not take the focus, or a phone's keyboard would close between two messages.
        onPointerDown={(event) => event.preventDefault()}
      >
        <Icon name="send" />
      </button>
    </form>
  );
}

/** Grows with its lines up to what the style sheet allows; newer browsers do it by `field-sizing` alone. */
function fitHeight(area: HTMLTextAreaElement): void {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}
