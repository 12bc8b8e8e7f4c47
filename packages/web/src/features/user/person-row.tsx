import type { User } from "@parley/sdk";
import type { JSX } from "solid-js";
import { Avatar } from "../../ui/avatar.tsx";

export interface PersonRowProps {
  user: User;
  isOnline?: boolean;
  /** What stands at the end of the line: a mark, a role. */
  end?: JSX.Element;
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
        <span class="person-note">@{props.user.username}</span>
      </span>
      {props.end}
    </>
  );
}
