/**
 * The one picker of emoji: a grid at a button or a message, on a phone a sheet. Owns which were used last on this
 * browser, and its focus: arrows walk the grid, Escape gives the focus back.
 */
import "../styles/ui/emoji-picker.css";
import { createSignal, For, type JSX, onCleanup, onMount, Show, Suspense } from "solid-js";
import { talkText } from "../i18n/talk/talk-text.ts";
import { isTouch } from "../platform/media.ts";
import { readSetting, writeSetting } from "../platform/settings.ts";
import { quickEmoji } from "./emoji-list.ts";
import { findEmoji } from "./emoji-names.ts";
import { closeEmojiPicker, type OpenEmojiPicker } from "./emoji-request.ts";
import { placePopover } from "./place-popover.ts";
import { SearchField } from "./search-field.tsx";

const recentMax = 8;
const columns = 8;
const stored = readSetting("recentEmoji")?.split(" ") ?? [];
const [recent, setRecent] = createSignal<readonly string[]>(
  [...new Set([...stored, ...quickEmoji])].filter((emoji) => emoji !== "").slice(0, recentMax),
);

function use(emoji: string): void {
  setRecent([emoji, ...recent().filter((other) => other !== emoji)].slice(0, recentMax));
  writeSetting("recentEmoji", recent().join(" "));
}

export function EmojiPicker(props: { request: OpenEmojiPicker }): JSX.Element {
  let element: HTMLDivElement | undefined;
  const focusBefore = document.activeElement;
  const buttons = () => [...(element?.querySelectorAll<HTMLButtonElement>("button") ?? [])];
  const [showsOther, setShowsOther] = createSignal(false);
  // What is used now does not move the grid under the finger.
  const shownFirst = recent();
  onMount(() => {
    if (element === undefined) return;
    element.showPopover();
    placePopover(element, props.request.anchor);
    // A phone's keyboard would cover it.
    const first = element.querySelector<HTMLElement>(isTouch() ? ".emoji-button" : ".search-field input");
    first?.focus({ preventScroll: true });
  });
  onCleanup(() => {
    if (focusBefore instanceof HTMLElement) focusBefore.focus({ preventScroll: true });
  });
  const walk = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    const isSearching = event.target instanceof HTMLInputElement;
    if (isSearching && event.key === "ArrowDown") {
      event.preventDefault();
      event.stopPropagation();
      return element?.querySelector<HTMLButtonElement>(".emoji-button")?.focus();
    }
    if (isSearching) return;
    if (by === undefined) {
      if (event.key === "Tab") closeEmojiPicker();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const all = buttons();
    const at = all.indexOf(document.activeElement as HTMLButtonElement) + by;
    all[Math.min(all.length - 1, Math.max(0, at))]?.focus();
  };
  const pick = (emoji: string) => {
    use(emoji);
    closeEmojiPicker();
    props.request.onPick(emoji);
  };
  return (
    <div
      ref={element}
      class="menu emoji-picker"
      classList={{ "emoji-picker-paged": props.request.other !== undefined }}
      popover="auto"
      role="dialog"
      aria-label={props.request.label}
      tabindex="-1"
      onKeyDown={walk}
      onToggle={(event) => {
        if (event.newState === "closed") closeEmojiPicker(props.request);
      }}
    >
      <Show when={props.request.other}>
        {(other) => (
          <div class="emoji-tabs">
            <Tab label={talkText().emoji} isChosen={!showsOther()} onChoose={() => setShowsOther(false)} />
            <Tab label={other().label()} isChosen={showsOther()} onChoose={() => setShowsOther(true)} />
          </div>
        )}
      </Show>
      <Show when={showsOther()} fallback={<EmojiPage shownFirst={shownFirst} onPick={pick} />}>
        <Suspense>{props.request.other?.content()}</Suspense>
      </Show>
    </div>
  );
}

function Tab(props: { label: string; isChosen: boolean; onChoose: () => void }): JSX.Element {
  return (
    <button type="button" class="emoji-tab" aria-pressed={props.isChosen} onClick={() => props.onChoose()}>
      {props.label}
    </button>
  );
}

function EmojiPage(props: { shownFirst: readonly string[]; onPick: (emoji: string) => void }): JSX.Element {
  const [query, setQuery] = createSignal("");
  const found = () => findEmoji(query());
  const pickFirst = (event: KeyboardEvent) => {
    const first = found()[0];
    if (event.key !== "Enter" || event.isComposing || query().trim() === "" || first === undefined) return;
    event.preventDefault();
    props.onPick(first.emoji);
  };
  return (
    <>
      <SearchField
        label={talkText().findEmoji}
        value={query()}
        onInput={setQuery}
        maxLength={30}
        onKeyDown={pickFirst}
      />
      <Show when={query().trim() === "" && props.shownFirst.length > 0}>
        <p class="emoji-heading">{talkText().recentEmoji}</p>
        <EmojiGrid emoji={props.shownFirst} onPick={props.onPick} />
      </Show>
      <p class="emoji-heading" role="status">
        {found().length === 0 ? talkText().noEmoji : talkText().emoji}
      </p>
      <EmojiGrid
        emoji={found().map(({ emoji }) => emoji)}
        names={new Map(found().map(({ emoji, name }) => [emoji, `:${name}:`]))}
        onPick={props.onPick}
      />
    </>
  );
}

function EmojiGrid(props: {
  emoji: readonly string[];
  names?: ReadonlyMap<string, string>;
  onPick: (emoji: string) => void;
}): JSX.Element {
  return (
    <div class="emoji-grid">
      <For each={props.emoji}>
        {(emoji) => (
          <button
            type="button"
            class="emoji-button"
            title={props.names?.get(emoji)}
            onClick={() => props.onPick(emoji)}
          >
            {emoji}
          </button>
        )}
      </For>
    </div>
  );
}
