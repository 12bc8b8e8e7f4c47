/**
 * The one menu of the page: at a point (context menu) or at a button; on a phone a sheet at the bottom. It owns
 * its focus: the first item on opening, arrows and Home/End inside, back where it was on closing.
 */
import { createSignal, For, type JSX, onCleanup, onMount, Show } from "solid-js";
import { Portal } from "solid-js/web";
import { Icon, type IconName } from "./icon.tsx";
import { placePopoverAt } from "./place-popover.ts";

export interface MenuItem {
  label: string;
  icon: IconName;
  run: () => void;
  isDanger?: boolean;
}

/** One of a few short choices in a row above the items. */
export interface QuickChoice {
  text: string;
  label: string;
  isOn: boolean;
  run: () => void;
}

interface OpenedMenu {
  label: string;
  quick: readonly QuickChoice[];
  items: readonly MenuItem[];
  x: number;
  y: number;
}

const [opened, setOpened] = createSignal<OpenedMenu | null>(null);

export function openMenuAt(
  label: string,
  items: readonly MenuItem[],
  x: number,
  y: number,
  quick: readonly QuickChoice[] = [],
): void {
  if (items.length > 0) setOpened({ label, items, x, y, quick });
}

/** Opens below the element, or above it where there is no room below. */
export function openMenuFrom(
  label: string,
  items: readonly MenuItem[],
  anchor: Element,
  quick: readonly QuickChoice[] = [],
): void {
  const box = anchor.getBoundingClientRect();
  openMenuAt(label, items, box.left, box.bottom + 4, quick);
}

function Menu(props: { menu: OpenedMenu }): JSX.Element {
  let element: HTMLDivElement | undefined;
  const focusBefore = document.activeElement;
  const buttons = () => [...(element?.querySelectorAll<HTMLButtonElement>("button") ?? [])];

  onMount(() => {
    if (element === undefined) return;
    element.showPopover();
    placePopoverAt(element, props.menu.x, props.menu.y);
    buttons()[props.menu.quick.length]?.focus({ preventScroll: true });
  });
  onCleanup(() => {
    if (focusBefore instanceof HTMLElement) focusBefore.focus({ preventScroll: true });
  });

  const walk = (event: KeyboardEvent) => {
    const all = buttons();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const targets: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: -1,
    };
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
      <Show when={props.menu.quick.length > 0}>
        <div class="menu-quick">
          <For each={props.menu.quick}>
            {(choice) => (
              <button
                type="button"
                role="menuitemcheckbox"
                class="menu-quick-item"
                aria-checked={choice.isOn}
                aria-label={choice.label}
                title={choice.label}
                onClick={() => {
                  setOpened(null);
                  choice.run();
                }}
              >
                {choice.text}
              </button>
            )}
          </For>
        </div>
      </Show>
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

/** What lies outside a modal dialog cannot be pressed, whatever is painted above it. */
function placeOfMenu(): Element {
  return [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body;
}

export function MenuHost(): JSX.Element {
  return (
    <Show when={opened()} keyed>
      {(menu) => (
        <Portal mount={placeOfMenu()}>
          <Menu menu={menu} />
        </Portal>
      )}
    </Show>
  );
}
