import type { JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { peopleText } from "../../i18n/people/people-text.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { PersonProfile } from "./person-profile.tsx";

/** A profile above whatever is open. */
export function PersonDialog(props: { userId: number }): JSX.Element {
  const app = useApp();
  return (
    <Dialog title={peopleText().person.title} onClose={() => app.showPerson(null)}>
      <PersonProfile userId={props.userId} hasMessage />
    </Dialog>
  );
}
