import type { User } from "@parley/sdk";
import type { JSX } from "solid-js";
import { Avatar } from "../../ui/avatar.tsx";

export interface PersonRowProps {
  user: User;
  isOnline?: boolean;
  /** A mark at the end of the row. */
  end?: JSX.Element;
  /** Beside the username, so that the display name has the whole width: a role. */
  tag?: JSX.Element;
}

/** A person in a list: picture, display name, username. The row around it decides what a click does. */
export function PersonRow(props: PersonRowProps): JSX.Element {
  return (
    <>
      <Avatar
        id={props.user.id}
        name={props.user.nickname}
        image={props.user.avatar}
        size="small"
        isOnline={props.isOnline ?? false}
      />
      <span class="person-text">
        <span class="person-name">{props.user.nickname}</span>
        <span class="person-line">
          <span class="person-note">@{props.user.username}</span>
          {props.tag}
        </span>
      </span>
      {props.end}
    </>
  );
}
