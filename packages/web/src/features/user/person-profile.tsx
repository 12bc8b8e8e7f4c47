import "../../styles/features/person.css";
import { ParleyError, type User } from "@parley/sdk";
import { type JSX, Match, Show, Switch } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { peopleText } from "../../i18n/people/people-text.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { errorText } from "../../ui/error-text.ts";
import { AnswerRequest } from "../contact/answer-request.tsx";
import { PersonFacts } from "./person-facts.tsx";
import { createPerson, type Person } from "./person-model.ts";
import { PersonTiles, Tile } from "./person-tiles.tsx";

export interface PersonProfileProps {
  userId: number;
  /** Whether to offer the conversation with them: not beside it. */
  hasMessage: boolean;
  /** Shows what was sent in the conversation with them: beside it alone. */
  onGallery?: () => void;
  /** Where they were found, for a user who may not look them up: guests see those they write with alone. */
  known?: User;
}

/** Somebody's picture, names, what one can do, what they say of themselves. The same wherever a person is shown. */
export function PersonProfile(props: PersonProfileProps): JSX.Element {
  const app = useApp();
  const person = createPerson(
    app,
    () => props.userId,
    () => props.known ?? null,
  );
  const isSelf = () => props.userId === app.session()?.user.id;
  const waiting = () =>
    app.requests().incoming.find(({ fromId, status }) => {
      return fromId === props.userId && (status === "pending" || status === "ignored");
    });
  return (
    <Switch>
      <Match when={person.user()}>
        <Identity person={person} isSelf={isSelf()} />
        <Show when={waiting()} keyed>
          {(request) => <AnswerRequest request={request} name={person.name()} />}
        </Show>
        <Show
          when={isSelf()}
          fallback={
            <PersonTiles
              person={person}
              hasMessage={props.hasMessage}
              {...(props.onGallery === undefined ? {} : { onGallery: props.onGallery })}
            />
          }
        >
          <div class="tiles">
            <Tile
              icon="edit"
              label={text().settings.profile}
              onClick={() => {
                app.showPerson(null);
                app.router.navigate({ page: "settings", part: "profile" });
              }}
            />
          </div>
        </Show>
        <Show when={person.contact()?.isBlocked}>
          <p class="person-warning">{peopleText().person.isBlocked}</p>
        </Show>
        <PersonFacts person={person} />
      </Match>
      <Match when={person.error()}>
        {(error) => (
          <div class="empty-state">
            <p class="empty-hint">{failureText(error())}</p>
            <Show when={!isMissing(error())}>
              <button type="button" class="button" onClick={() => person.reload()}>
                {text().common.retry}
              </button>
            </Show>
          </div>
        )}
      </Match>
    </Switch>
  );
}

function Identity(props: { person: Person; isSelf: boolean }): JSX.Element {
  const app = useApp();
  const words = () => peopleText().person;
  const isOnline = () => app.onlineUserIds().has(props.person.id());
  const note = () => {
    const role = props.person.user()?.role;
    if (props.isSelf) return words().you;
    if (role === "guest") return words().guest;
    if (role === "bot") return words().bot;
    return isOnline() ? words().online : props.person.contact()?.isContact ? words().isContact : "";
  };
  return (
    <div class="details-identity">
      <Avatar
        id={props.person.id()}
        name={props.person.name()}
        image={props.person.user()?.avatar ?? null}
        size="huge"
        isOnline={isOnline()}
      />
      <h3 class="details-name">{props.person.name()}</h3>
      <p class="details-status">{note()}</p>
    </div>
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof ParleyError && error.code === "not_found";
}

function failureText(error: unknown): string {
  return isMissing(error) ? peopleText().person.missing : errorText(error);
}
