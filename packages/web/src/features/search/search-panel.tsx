import "../../styles/features/search.css";
import { limits } from "@parley/protocol/limits";
import { createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { searchText } from "../../i18n/search/search-text.ts";
import { isTouch, isWide } from "../../platform/media.ts";
import { errorText } from "../../ui/error-text.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { contentWords } from "../message/content-words.ts";
import { MessageCard } from "../message/message-card.tsx";
import { excerptParts } from "./excerpt-parts.ts";
import { createMessageSearch, type FoundMessage } from "./message-search.ts";
import { SearchFilters } from "./search-filters.tsx";

/** A field and what it finds, newest first; arrows go through the hits. `null` looks everywhere. */
export function SearchPanel(props: { conversationId: number | null }): JSX.Element {
  const app = useApp();
  const search = createMessageSearch(app, props.conversationId);
  const [active, setActive] = createSignal(-1);
  const words = () => searchText();
  const open = (hit: FoundMessage | undefined) => {
    if (hit !== undefined) app.openMessage(hit.conversationId, hit.message.seq);
  };
  const walk = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined && search.found().length > 0) {
      event.preventDefault();
      setActive(Math.max(0, Math.min(search.found().length - 1, active() + by)));
      document.querySelector(".message-card-active")?.scrollIntoView({ block: "nearest" });
      // Beside the conversation each hit is shown as it is walked over.
      if (props.conversationId !== null && isWide()) open(search.found()[active()]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      open(search.found()[Math.max(0, active())]);
    }
  };
  const note = () => {
    if (search.wanted().query.trim() === "") return words().hint;
    if (search.error() !== null) return errorText(search.error());
    const count = search.found().length;
    if (count === 0) return search.isSearching() ? words().going : words().none;
    return search.hasMore() ? words().countMore(count) : words().count(count);
  };
  return (
    <div class="search-panel">
      <div class="search-top">
        <SearchField
          label={props.conversationId === null ? words().title : words().here}
          value={search.wanted().query}
          onInput={(query) => {
            setActive(-1);
            search.change({ query });
          }}
          maxLength={limits.searchQueryCharsMax}
          isFocused={!isTouch()}
          onKeyDown={walk}
        />
        <SearchFilters
          conversationId={props.conversationId}
          wanted={search.wanted()}
          onChange={search.change}
        />
      </div>
      <p class="search-note" role="status">
        {note()}
      </p>
      <ul class="message-cards" aria-busy={search.isSearching()}>
        <For each={search.found()}>
          {(hit, index) => (
            <li>
              <MessageCard
                message={hit.message}
                conversationId={hit.conversationId}
                hasPlace={props.conversationId === null}
                words={<HitWords hit={hit} />}
                isActive={index() === active()}
                onOpen={() => {
                  setActive(index());
                  open(hit);
                }}
              />
            </li>
          )}
        </For>
      </ul>
      <Show when={search.hasMore() && search.found().length > 0}>
        <button type="button" class="link-button search-more" onClick={search.loadMore}>
          {words().more}
        </button>
      </Show>
    </div>
  );
}

function HitWords(props: { hit: FoundMessage }): JSX.Element {
  const text = () => {
    const { content } = props.hit.message;
    return content !== null && "text" in content ? content.text : contentWords(content);
  };
  return (
    <For each={excerptParts(text(), props.hit.excerpt, props.hit.highlights)}>
      {(part) => (part.isHit ? <mark>{part.text}</mark> : part.text)}
    </For>
  );
}
