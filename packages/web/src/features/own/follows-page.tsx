import type { User } from "@parley/sdk";
import { createEffect, createSignal, For, type JSX, on, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { ownText } from "../../i18n/own/own-text.ts";
import { errorText } from "../../ui/error-text.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { showToast } from "../../ui/toast.tsx";
import { Awaited } from "../connection/awaited.tsx";
import { whenOnline } from "../connection/when-online.ts";
import { PersonRow } from "../user/person-row.tsx";

type Side = "followers" | "following";

/** Who follows the user, and whom the user follows. */
export function FollowsPage(): JSX.Element {
  const app = useApp();
  const words = () => ownText().follows;
  const [side, setSide] = createSignal<Side>("followers");
  const [people, setPeople] = createSignal<readonly User[]>([]);
  const [next, setNext] = createSignal<number | null>(null);
  const [isLoaded, setLoaded] = createSignal(false);
  const load = async (afterUserId: number | null) => {
    const asked = side();
    const args = afterUserId === null ? {} : { afterUserId };
    try {
      const page = await app.client.users[asked](args);
      if (asked !== side()) return;
      setPeople((before) => (afterUserId === null ? page.users : [...before, ...page.users]));
      setNext(page.next);
      setLoaded(true);
    } catch (error) {
      showToast(errorText(error));
    }
  };
  createEffect(
    on(side, () => {
      setPeople([]);
      setNext(null);
      setLoaded(false);
      void load(null);
    }),
  );
  whenOnline(app, () => void load(null));
  return (
    <section class="settings-card" aria-busy={!isLoaded()}>
      <Segmented<Side>
        label={words().followers}
        isLabelHidden
        value={side()}
        options={[
          { value: "followers", label: words().followers },
          { value: "following", label: words().following },
        ]}
        onChange={setSide}
      />
      <ul class="person-list">
        <For each={people()}>
          {(user) => (
            <li>
              <button type="button" class="person-row" onClick={() => app.showPerson(user.id)}>
                <PersonRow user={user} />
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={!isLoaded()}>
        <Awaited />
      </Show>
      <Show when={isLoaded() && people().length === 0}>
        <p class="settings-note">{side() === "followers" ? words().noFollowers : words().noFollowing}</p>
      </Show>
      <Show when={next() !== null}>
        <button type="button" class="link-button" onClick={() => void load(next())}>
          {ownText().more}
        </button>
      </Show>
    </section>
  );
}
