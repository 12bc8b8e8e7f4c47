import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { peopleText } from "../../i18n/people/people-text.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { openMenuFrom } from "../../ui/menu.tsx";
import { AddContactDialog } from "../contact/add-contact-dialog.tsx";
import { RemarkDialog } from "../contact/remark-dialog.tsx";
import { ComplaintDialog } from "./complaint-dialog.tsx";
import { type PersonDialogName, personMenu, setFollowed, setStarred, writeTo } from "./person-actions.ts";
import type { Person } from "./person-model.ts";

/** What is done often with a person, side by side: an icon over its name. */
export function PersonTiles(props: {
  person: Person;
  hasMessage: boolean;
  onGallery?: () => void;
}): JSX.Element {
  const app = useApp();
  const [opened, setOpened] = createSignal<PersonDialogName | null>(null);
  const words = () => peopleText().person;
  const id = () => props.person.id();
  const isWaiting = () =>
    app.requests().outgoing.some(({ toId, status }) => toId === id() && status === "pending");
  const openMore = (event: MouseEvent & { currentTarget: HTMLElement }) =>
    openMenuFrom(words().more, personMenu(app, props.person, setOpened), event.currentTarget);
  return (
    <div class="tiles">
      <Show when={props.hasMessage}>
        <Tile icon="conversations" label={words().message} isMain onClick={() => writeTo(app, id())} />
      </Show>
      <Show when={props.person.contact()}>
        {(contact) => (
          <>
            <Show when={!contact().isContact && !contact().isBlocked}>
              <Show
                when={!isWaiting()}
                fallback={<Tile icon="clock" label={words().waiting} isDisabled onClick={() => undefined} />}
              >
                <Tile icon="add-person" label={words().add} onClick={() => setOpened("add")} />
              </Show>
            </Show>
            <Show when={contact().isContact && !app.isGuest()}>
              <Tile
                icon="star"
                label={contact().isStarred ? words().unstar : words().star}
                isOn={contact().isStarred}
                onClick={() => setStarred(app, id(), !contact().isStarred)}
              />
            </Show>
            <Show when={!contact().isBlocked}>
              <Tile
                icon="bell"
                label={contact().isFollowed ? words().unfollow : words().follow}
                isOn={contact().isFollowed}
                onClick={() => setFollowed(app, id(), !contact().isFollowed)}
              />
            </Show>
            <Show when={props.onGallery}>
              {(open) => <Tile icon="picture" label={words().gallery} onClick={() => open()()} />}
            </Show>
            <Tile icon="more" label={words().more} hasMenu onClick={openMore} />
          </>
        )}
      </Show>
      <Show when={opened() === "add"}>
        <AddContactDialog person={props.person} onClose={() => setOpened(null)} />
      </Show>
      <Show when={opened() === "complaint"}>
        <ComplaintDialog
          title={peopleText().complaint.title(props.person.name())}
          target={{ kind: "user", userId: id() }}
          onClose={() => setOpened(null)}
        />
      </Show>
      <Show when={opened() === "remark"}>
        <RemarkDialog person={props.person} onClose={() => setOpened(null)} />
      </Show>
    </div>
  );
}

export interface TileProps {
  icon: IconName;
  label: string;
  onClick: (event: MouseEvent & { currentTarget: HTMLButtonElement }) => void;
  isMain?: boolean;
  isOn?: boolean;
  isDisabled?: boolean;
  hasMenu?: boolean;
}

export function Tile(props: TileProps): JSX.Element {
  return (
    <button
      type="button"
      class="tile"
      classList={{ "tile-main": props.isMain, "tile-on": props.isOn }}
      aria-pressed={props.isOn}
      aria-haspopup={props.hasMenu ? "menu" : undefined}
      disabled={props.isDisabled}
      onClick={(event) => props.onClick(event)}
    >
      <Icon name={props.icon} />
      <span>{props.label}</span>
    </button>
  );
}
