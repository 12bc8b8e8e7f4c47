import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { searchText } from "../../i18n/search/search-text.ts";
import { isNarrow } from "../../platform/media.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { toggleSearch } from "../conversation/details-toggle.ts";
import { SearchPanel } from "./search-panel.tsx";

/** Messages of the open conversation, beside it. */
export function SearchPane(props: { conversationId: number }): JSX.Element {
  const app = useApp();
  return (
    <aside class="details" aria-label={searchText().here}>
      <header class="pane-header">
        <Show when={isNarrow()}>
          <IconButton icon="back" label={text().common.back} onClick={() => toggleSearch(app)} />
        </Show>
        <h2 class="pane-title">{searchText().title}</h2>
        <Show when={!isNarrow()}>
          <IconButton icon="close" label={searchText().close} onClick={() => toggleSearch(app)} />
        </Show>
      </header>
      <div class="details-content">
        <SearchPanel conversationId={props.conversationId} />
      </div>
    </aside>
  );
}
