import "../styles/ui/page-tabs.css";
import { For, type JSX } from "solid-js";

export interface PageTab {
  readonly href: string;
  readonly label: string;
  readonly isOpen: boolean;
  readonly open: () => void;
}

/** The parts of a page as links, one of them open. */
export function PageTabs(props: { label: string; tabs: readonly PageTab[] }): JSX.Element {
  return (
    <nav class="page-tabs" aria-label={props.label}>
      <For each={props.tabs}>
        {(tab) => (
          <a
            class="page-tab"
            href={tab.href}
            aria-current={tab.isOpen ? "page" : undefined}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              tab.open();
            }}
          >
            {tab.label}
          </a>
        )}
      </For>
    </nav>
  );
}
