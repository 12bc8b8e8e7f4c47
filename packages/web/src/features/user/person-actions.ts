/** What one can do about a person. Each shows what went wrong by itself; what went right is seen on the page. */
import type { App } from "../../app/app-context.ts";
import { peopleText } from "../../i18n/people/people-text.ts";
import { confirm } from "../../ui/confirm.ts";
import { errorText } from "../../ui/error-text.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import { showToast } from "../../ui/toast.tsx";
import type { Person } from "./person-model.ts";

export function attempt(work: Promise<unknown>): Promise<void> {
  return work.then(
    () => undefined,
    (error: unknown) => showToast(errorText(error)),
  );
}

export function writeTo(app: App, userId: number): void {
  void attempt(app.openDirect(userId));
}

export async function setBlocked(app: App, person: Person, isBlocked: boolean): Promise<void> {
  const { person: words } = peopleText();
  const question = {
    title: words.blockQuestion(person.name()),
    explanation: words.blockExplain,
    action: words.block,
  };
  if (isBlocked && !(await confirm(question))) return;
  await attempt(app.client.contacts.block({ userId: person.id(), isBlocked }));
}

export async function removeContact(app: App, person: Person): Promise<void> {
  const { person: words } = peopleText();
  const isYes = await confirm({
    title: words.removeQuestion(person.name()),
    explanation: words.removeExplain,
    action: words.remove,
  });
  if (isYes) await attempt(app.client.contacts.remove({ userId: person.id() }));
}

export function setStarred(app: App, userId: number, isStarred: boolean): void {
  void attempt(app.client.contacts.star({ userId, isStarred }));
}

export function setFollowed(app: App, userId: number, isFollowed: boolean): void {
  const { users } = app.client;
  void attempt(isFollowed ? users.follow({ userId }) : users.unfollow({ userId }));
}

/** Dialogs of a profile. */
export type PersonDialogName = "add" | "remark" | "complaint";

/** What is done seldom. */
export function personMenu(app: App, person: Person, open: (dialog: PersonDialogName) => void): MenuItem[] {
  const { person: words } = peopleText();
  const contact = person.contact();
  if (contact === null) return [];
  const items: MenuItem[] = [];
  if (!app.isGuest()) items.push({ label: words.editRemark, icon: "edit", run: () => open("remark") });
  items.push({
    label: contact.isBlocked ? words.unblock : words.block,
    icon: "block",
    isDanger: !contact.isBlocked,
    run: () => void setBlocked(app, person, !contact.isBlocked),
  });
  if (contact.isContact) {
    const { canSeeMe, iSee } = contact;
    const { contacts } = app.client;
    items.push(
      {
        label: canSeeMe ? words.hideMoments : words.showMoments,
        icon: canSeeMe ? "eye-off" : "eye",
        run: () => void attempt(contacts.setVisibility({ userId: person.id(), canSeeMe: !canSeeMe })),
      },
      {
        label: iSee ? words.ignoreMoments : words.seeMoments,
        icon: iSee ? "eye-off" : "eye",
        run: () => void attempt(contacts.setVisibility({ userId: person.id(), iSee: !iSee })),
      },
    );
    items.push({
      label: words.remove,
      icon: "trash",
      isDanger: true,
      run: () => void removeContact(app, person),
    });
  }
  items.push({ label: peopleText().complaint.menu, icon: "flag", run: () => open("complaint") });
  return items;
}
