import "../../styles/features/settings-pages.css";
import type { JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { searchText } from "../../i18n/search/search-text.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { SearchPanel } from "./search-panel.tsx";

/** Messages of every conversation. */
export function SearchPage(): JSX.Element {
  const app = useApp();
  return (
    <main class="page settings-page">
      <header class="pane-header settings-header">
        <IconButton icon="back" label={text().common.back} onClick={() => app.router.leave()} />
        <h1 class="pane-title">{searchText().title}</h1>
      </header>
      <div class="settings-content">
        <div class="settings-card search-card">
          <SearchPanel conversationId={null} />
        </div>
      </div>
    </main>
  );
}
