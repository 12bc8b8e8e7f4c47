import { limits } from "@parley/protocol/limits";
import { createEffect, createSignal, type JSX, on, onMount, Show, Suspense, untrack } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { mediaText } from "../../i18n/media/media-text.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { now } from "../../platform/clock.ts";
import { isTouch } from "../../platform/media.ts";
import { openEmojiPicker } from "../../ui/emoji-request.ts";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { openMenuFrom } from "../../ui/menu.tsx";
import { AttachmentTray } from "../media/attachment-tray.tsx";
import { attach, sendAttachments, unsentOf } from "../media/attachments.ts";
import { ScheduledChip } from "../schedule/scheduled-chip.tsx";
import { stickerChoice } from "../sticker/sticker-choice.tsx";
import { type ComposerDialog, composerMenu } from "./composer-menu.ts";
import { ComposerOptions } from "./composer-options.tsx";
import { changeComposer, composerState } from "./composer-state.ts";
import { ComposerTarget, cancelTarget } from "./composer-target.tsx";
import { beginEdit, mayEdit } from "./edit-action.ts";
import { editableText } from "./editable-text.ts";
import { EmojiList, emojiListId, emojiOptionId } from "./emoji-list.tsx";
import { createEmojiSearch, withEmoji } from "./emoji-search.ts";
import { enterSends } from "./enter-key.ts";
import { meansSend } from "./enter-press.ts";
import { MentionList, mentionListId, mentionOptionId } from "./mention-list.tsx";
import { createMentionSearch, type MentionChoice } from "./mention-search.ts";
import { withMention } from "./mention-text.ts";
import { sendComposed } from "./send-composed.ts";
import { markOf, withMark } from "./text-marks.ts";
import { jumpToLatest, newestOwnMessage } from "./timeline-commands.ts";

const VoiceRecorder = lazyPart(async () => (await import("../media/voice-recorder.tsx")).VoiceRecorder);
const PollDialog = lazyPart(async () => (await import("./poll-dialog.tsx")).PollDialog);
const ScheduleDraftDialog = lazyPart(
  async () => (await import("../schedule/schedule-draft-dialog.tsx")).ScheduleDraftDialog,
);
const CardDialog = lazyPart(async () => (await import("../media/card-dialog.tsx")).CardDialog);

/** From how many characters before the limit on they are counted. */
const countedChars = 200;

/** The message box of one conversation. What is in it is the draft, kept by the SDK at every key (UX-19). */
export function Composer(props: { conversationId: number }): JSX.Element {
  const app = useApp();
  let area: HTMLTextAreaElement | undefined;
  const state = () => composerState(props.conversationId);
  const draft = () =>
    state().edited === null ? (app.drafts().get(props.conversationId) ?? "") : state().editText;
  const [written, setWritten] = createSignal(untrack(draft));
  const mentions = createMentionSearch(
    app,
    untrack(() => props.conversationId),
  );
  const hasAttachments = () => unsentOf(app, props.conversationId).length > 0 && state().edited === null;
  /** What is written stands below files, and may be missing. */
  const isCaption = () =>
    hasAttachments() || editableText(state().edited?.content ?? null)?.isCaption === true;
  const excess = () => written().length - (isCaption() ? limits.captionCharsMax : limits.textCharsMax);
  const canSend = () => (written().trim() !== "" || isCaption()) && excess() <= 0;
  const placeholder = () => (isCaption() ? mediaText().caption : text().message.placeholder);
  const [isRecording, setRecording] = createSignal(false);
  const [dialog, setDialog] = createSignal<ComposerDialog | null>(null);
  const mayRecord = () => written().trim() === "" && !hasAttachments() && state().edited === null;

  const change = (value: string) => {
    setWritten(value);
    if (state().edited === null) app.client.setDraft(props.conversationId, value, state().replyTo?.id);
    else changeComposer(props.conversationId, { editText: value });
  };
  const emoji = createEmojiSearch();
  const look = () => {
    const [value, caret] = [area?.value ?? "", area?.selectionStart ?? 0];
    mentions.look(value, caret);
    emoji.look(value, caret);
  };
  const closeLists = () => {
    mentions.close();
    emoji.close();
  };
  const input = (value: string) => {
    change(value);
    look();
    if (value.trim() !== "") app.client.signals.typing({ conversationId: props.conversationId });
  };
  const send = () => {
    if (!canSend()) return;
    const isEdit = state().edited !== null;
    if (hasAttachments()) {
      void sendAttachments(app, props.conversationId, written().trim());
      change("");
    } else change(sendComposed(app, props.conversationId, written().trim()));
    closeLists();
    if (!isEdit) jumpToLatest();
    area?.focus();
  };
  const placeCaret = (start: number, end = start) =>
    queueMicrotask(() => {
      area?.focus();
      area?.setSelectionRange(start, end);
    });
  const pickMention = ({ name, user }: MentionChoice) => {
    const next = withMention(written(), area?.selectionStart ?? written().length, name);
    if (user !== null) {
      const mentioned = new Map(state().mentioned).set(name, user.id);
      changeComposer(props.conversationId, { mentioned });
    }
    change(next.text);
    mentions.close();
    placeCaret(next.caret);
  };
  const pickEmoji = (picked: string) => {
    const next = withEmoji(written(), area?.selectionStart ?? written().length, picked);
    change(next.text);
    emoji.close();
    placeCaret(next.caret);
  };
  const insert = (piece: string) => {
    const at = area?.selectionStart ?? written().length;
    change(written().slice(0, at) + piece + written().slice(area?.selectionEnd ?? at));
    placeCaret(at + piece.length);
  };
  const paste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0 || state().edited !== null) return;
    event.preventDefault();
    attach(app, props.conversationId, files);
  };
  const listShown = () => {
    if (mentions.choices().length > 0)
      return { id: mentionListId, optionId: mentionOptionId(mentions.active()) };
    return emoji.choices().length > 0
      ? { id: emojiListId, optionId: emojiOptionId(emoji.active()) }
      : undefined;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (mentions.onKeyDown(event, pickMention) || emoji.onKeyDown(event, pickEmoji)) return;
    if (event.key === "Escape" && cancelTarget(app, props.conversationId)) event.preventDefault();
    const newest = event.key === "ArrowUp" && written() === "" ? newestOwnMessage() : null;
    if (newest !== null && mayEdit(newest, now())) {
      event.preventDefault();
      beginEdit(newest);
    }
    const sign = markOf(event);
    if (sign !== null && !event.isComposing && area !== undefined) {
      event.preventDefault();
      const next = withMark(written(), area.selectionStart, area.selectionEnd, sign);
      change(next.text);
      placeCaret(next.start, next.end);
      return;
    }
    if (!meansSend(event, enterSends())) return;
    event.preventDefault();
    send();
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
      <MentionList search={mentions} onPick={pickMention} />
      <EmojiList search={emoji} onPick={pickEmoji} />
      <ComposerTarget conversationId={props.conversationId} />
      <ScheduledChip conversationId={props.conversationId} />
      <ComposerOptions conversationId={props.conversationId} />
      <AttachmentTray conversationId={props.conversationId} />
      <Show when={isRecording()}>
        <Suspense>
          <VoiceRecorder conversationId={props.conversationId} onEnd={() => setRecording(false)} />
        </Suspense>
      </Show>
      <Suspense>
        <Show when={dialog() === "card"}>
          <CardDialog conversationId={props.conversationId} onClose={() => setDialog(null)} />
        </Show>
        <Show when={dialog() === "schedule"}>
          <ScheduleDraftDialog conversationId={props.conversationId} onClose={() => setDialog(null)} />
        </Show>
        <Show when={dialog() === "poll"}>
          <PollDialog conversationId={props.conversationId} onClose={() => setDialog(null)} />
        </Show>
      </Suspense>
      <div class="composer-line" hidden={isRecording()}>
        <IconButton
          icon="plus"
          class="composer-plus"
          label={talkText().options}
          hasMenu
          onClick={({ currentTarget }) =>
            openMenuFrom(
              talkText().options,
              composerMenu(app, props.conversationId, setDialog),
              currentTarget,
            )
          }
        />
        <div class="composer-box">
          <textarea
            ref={area}
            id="composer"
            class="composer-input"
            rows="1"
            placeholder={placeholder()}
            aria-label={placeholder()}
            aria-describedby={excess() > 0 ? "composer-excess" : undefined}
            aria-controls={listShown()?.id}
            aria-activedescendant={listShown()?.optionId}
            enterkeyhint={enterSends() ? "send" : "enter"}
            onInput={(event) => input(event.currentTarget.value)}
            onClick={look}
            onPaste={paste}
            onBlur={closeLists}
            onKeyDown={onKeyDown}
          />
          <IconButton
            icon="smile"
            class="composer-emoji"
            label={talkText().emoji}
            onClick={({ currentTarget }) =>
              openEmojiPicker({
                ...{ label: talkText().emoji, anchor: currentTarget, onPick: insert },
                ...(state().edited === null ? { other: stickerChoice(app, props.conversationId) } : {}),
              })
            }
          />
          <Show when={excess() > -countedChars}>
            <span
              id="composer-excess"
              class="composer-count"
              classList={{ "composer-count-over": excess() > 0 }}
            >
              {excess() > 0 ? text().message.tooLong(excess()) : -excess()}
            </span>
          </Show>
        </div>
        <Show when={mayRecord()}>
          <IconButton
            icon="microphone"
            class="composer-plus"
            label={mediaText().record}
            onClick={() => setRecording(true)}
          />
        </Show>
        <button
          type="submit"
          class="send-button"
          hidden={mayRecord()}
          aria-label={state().edited === null ? text().message.send : talkText().saveEdit}
          title={state().edited === null ? text().message.send : talkText().saveEdit}
          disabled={!canSend()}
          // A tap must not take the focus, or a phone's keyboard would close between two messages.
          onPointerDown={(event) => event.preventDefault()}
        >
          <Icon name={state().edited === null ? "send" : "check"} />
        </button>
      </div>
    </form>
  );
}

/** Grows with its lines up to what the style sheet allows; newer browsers do it by `field-sizing` alone. */
function fitHeight(area: HTMLTextAreaElement): void {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}
