import { createMemo, For, type JSX, Show } from "solid-js";
import { fullDay } from "../../i18n/dates.ts";
import { peopleText } from "../../i18n/people/people-text.ts";
import type { Person } from "./person-model.ts";

/** What a person says of themselves and lets the user see; what is not known has no line. */
export function PersonFacts(props: { person: Person }): JSX.Element {
  const facts = createMemo((): [string, string][] => {
    const words = peopleText().person;
    const user = props.person.user();
    const profile = props.person.profile();
    const contact = props.person.contact();
    if (user === null) return [];
    const hasGender = profile !== null && profile.gender !== "unknown";
    const lines: [string, string | null | undefined][] = [
      [words.nickname, contact?.remark == null ? null : user.nickname],
      [words.username, `@${user.username}`],
      [words.id, String(user.id)],
      [words.tags, contact?.tags.join(" · ")],
      [words.location, profile?.location],
      [words.gender, hasGender ? words.genders[profile.gender] : null],
      [words.birthday, profile?.birthday == null ? null : dayOf(profile.birthday)],
      [words.email, profile?.email],
      [words.phone, profile?.phone],
      [words.lastActive, profile?.lastActiveAt == null ? null : fullDay(profile.lastActiveAt)],
      [words.followers, profile === null ? null : String(profile.followerCount)],
      [words.since, contact?.since == null || !contact.isContact ? null : fullDay(contact.since)],
    ];
    return lines.flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []));
  });
  return (
    <>
      <Show when={props.person.profile()?.bio}>{(bio) => <p class="person-bio">{bio()}</p>}</Show>
      <dl class="details-facts">
        <For each={facts()}>
          {([name, value]) => (
            <div>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          )}
        </For>
        <Show when={props.person.profile()?.website}>
          {(website) => (
            <div>
              <dt>{peopleText().person.website}</dt>
              <dd>
                <a href={website()} target="_blank" rel="noopener noreferrer nofollow">
                  {website().replace(/^https?:\/\//, "")}
                </a>
              </dd>
            </div>
          )}
        </Show>
      </dl>
    </>
  );
}

/** A day of the calendar, whatever the time zone. */
function dayOf(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return fullDay(new Date(year, month - 1, date).getTime());
}
