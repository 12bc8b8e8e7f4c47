import { type Component, type JSX, lazy } from "solid-js";
import { text } from "../i18n/language.ts";
import { showToast } from "./toast.tsx";

export interface LazyPart<Props extends object> extends Component<Props> {
  preload(): Promise<unknown>;
}

/**
 * A component that is loaded when it is first shown; needs a Suspense around it. Where it cannot be loaded, as without
 * network or after the server was updated, a notice says so each time it is asked for, and offers what helps.
 */
export function lazyPart<Props extends object>(load: () => Promise<Component<Props>>): LazyPart<Props> {
  return lazyOr(load, MissingPart);
}

/** One that fills the page, where a notice above nothing would be strange. */
export function lazyPage(load: () => Promise<Component>): LazyPart<object> {
  return lazyOr(load, MissingPage);
}

function lazyOr<Props extends object>(
  load: () => Promise<Component<Props>>,
  missing: Component,
): LazyPart<Props> {
  return lazy(async () => ({ default: await load().catch(() => missing as Component<Props>) }));
}

const reload = () => location.reload();

function MissingPart(): JSX.Element {
  showToast(text().app.partMissing, { label: text().connection.reload, run: reload });
  return null;
}

function MissingPage(): JSX.Element {
  return (
    <main class="page empty-state">
      <p class="empty-hint">{text().app.partMissing}</p>
      <button type="button" class="button" onClick={reload}>
        {text().connection.reload}
      </button>
    </main>
  );
}
