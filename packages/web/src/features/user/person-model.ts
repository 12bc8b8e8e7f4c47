/**
 * One person as a profile shows them: what the server answers, with what the user keeps about them. Owns no copy of
 * either beyond the life of the component; changes of the contact come in by the feed's events.
 */
import type { Contact, ResultOf, User } from "@parley/sdk";
import { createResource, onCleanup } from "solid-js";
import type { App } from "../../app/app-context.ts";

export type Profile = ResultOf<"user.get">["profile"];

export interface Person {
  readonly id: () => number;
  /** Null while nothing is known, and for somebody who is not there. */
  readonly user: () => User | null;
  readonly profile: () => Profile | null;
  readonly contact: () => Contact | null;
  /** The user's own name for them, or else their nickname. */
  readonly name: () => string;
  readonly error: () => unknown;
  reload(): void;
}

/** `known`: what somebody was shown as, for a user who may not look them up. */
export function createPerson(app: App, id: () => number, known: () => User | null): Person {
  const [answer, { mutate, refetch }] = createResource(id, (userId) => app.client.users.get({ id: userId }));
  onCleanup(
    app.client.on("contact.changed", ({ contact }) => {
      if (contact.userId === id())
        mutate((before) => (before === undefined ? before : { ...before, contact }));
    }),
  );
  // Reading a resource that failed throws; one that is not there yet would hold back the page around it.
  const latest = () => {
    if (answer.state === "pending" || answer.error !== undefined) return undefined;
    return answer.latest?.profile.id === id() ? answer.latest : undefined;
  };
  const user = () => latest()?.profile ?? app.users().get(id()) ?? known();
  const contact = () => latest()?.contact ?? app.contacts().kept.get(id()) ?? null;
  return {
    id,
    user,
    profile: () => latest()?.profile ?? null,
    contact,
    name: () => contact()?.remark ?? user()?.nickname ?? "",
    error: () => answer.error,
    reload: () => void refetch(),
  };
}
