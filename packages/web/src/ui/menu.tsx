/**
 * The one menu of the page: at a point (context menu) or at a button; on a phone a sheet at the bottom. It owns
 * its focus: the first item on opening, arrows and Home/End inside, back where it was on closing.
 */
import { createSignal, For, type JSX, onCleanup, onMount, Show } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";

export interface MenuItem {
  label: string;
  icon: IconName;
  run: () => void;
  isDanger?: boolean;
}

interface OpenedMenu {
  label: string;
  items: readonly MenuItem[];
  x: number;
  y: number;
}

const [opened, setOpened] = createSignal<OpenedMenu | null>(null);
const marginPx = 8;

export function openMenuAt(label: string, items: readonly MenuItem[], x: number, y: number): void {
  if (items.length > 0) setOpened({ label, items, x, y });
}

/** Opens below the element, or above it where there is no room below. */
export function openMenuFrom(label: string, items: readonly MenuItem[], anchor: Element): void {
  const box = anchor.getBoundingClientRect();
  openMenuAt(label, items, box.left, box.bottom + 4);
}

function Menu(props: { menu: OpenedMenu }): JSX.Element {
  let element: HTMLDivElement | undefined;
  const focusBefore = document.activeElement;
  const buttons = () => [...(element?.querySelectorAll<HTMLButtonElement>("button") ?? [])];

  onMount(() => {
    if (element === undefined) return;
    element.showPopover();
    const box = element.getBoundingClientRect();
    const left = Math.max(marginPx, Math.min(props.menu.x, innerWidth - box.width - marginPx));
    const top = Math.max(marginPx, Math.min(props.menu.y, innerHeight - box.height - marginPx));
    element.style.setProperty("--menu-left", `${left}px`);
    element.style.setProperty("--menu-top", `${top}px`);
    buttons()[0]?.focus({ preventScroll: true });
  });
  onCleanup(() => {
    if (focusBefore instanceof HTMLElement) focusBefore.focus({ preventScroll: true });
  });

  const walk = (event: KeyboardEvent) => {
    const all = buttons();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const targets: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const target = targets[event.key];
    if (target === undefined) {
      if (event.key === "Tab") setOpened(null);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    all.at(target % all.length)?.focus();
  };

  return (
    <div
      ref={element}
      class="menu"
      popover="auto"
      role="menu"
      tabindex="-1"
      aria-label={props.menu.label}
      onKeyDown={walk}
      onToggle={(event) => {
        if (event.newState === "closed" && opened() === props.menu) setOpened(null);
      }}
    >
      <For each={props.menu.items}>
        {(item) => (
          <button
            type="button"
            role="menuitem"
            class="menu-item"
            classList={{ "menu-item-danger": item.isDanger }}
            onClick={() => {
              setOpened(null);
              item.run();
            }}
          >
            <Icon name={item.icon} size={18} />
            {item.label}
          </button>
        )}
      </For>
    </div>
  );
}

export function MenuHost(): JSX.Element {
  return (
    <Show when={opened()} keyed>
      {(menu) => <Menu menu={menu} />}
    </Show>
  );
}
