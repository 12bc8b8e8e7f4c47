import type { User } from "@parley/sdk";
import type { JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { nameOf } from "./user-name.ts";

export interface PersonRowProps {
  user: User;
  /** What they are called here, such as in a group, and look like. */
  name?: string;
  image?: string;
  isOnline?: boolean;
  /** A mark at the end of the row. */
  end?: JSX.Element;
  /** Beside the username, so that the display name has the whole width: a role. */
  tag?: JSX.Element;
}

/** A person in a list: picture, display name, username. The row around it decides what a click does. */
export function PersonRow(props: PersonRowProps): JSX.Element {
  const app = useApp();
  const name = () => props.name ?? nameOf(app, props.user);
  return (
    <>
      <Avatar
        id={props.user.id}
        name={name()}
        image={props.image ?? props.user.avatar}
        size="small"
        isOnline={props.isOnline ?? false}
      />
      <span class="person-text">
        <span class="person-name">{name()}</span>
        <span class="person-line">
          <span class="person-note">@{props.user.username}</span>
          {props.tag}
        </span>
      </span>
      {props.end}
    </>
  );
}
