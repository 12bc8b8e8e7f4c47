import { createResource, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { searchText } from "../../i18n/search/search-text.ts";
import { SelectField } from "../../ui/select-field.tsx";
import { nameOf } from "../user/user-name.ts";
import type { SearchKind, TimeSpan, Wanted } from "./looked-for.ts";

export interface SearchFiltersProps {
  conversationId: number | null;
  wanted: Wanted;
  onChange: (changes: Partial<Wanted>) => void;
}

const spans = ["any", "day", "week", "month", "year"] as const satisfies readonly TimeSpan[];
const kinds = ["any", "text", "image", "video", "voice", "file"] as const satisfies readonly SearchKind[];

/** Narrows a search: who, what, when (UX-37). Everywhere, the writer is oneself or anybody. */
export function SearchFilters(props: SearchFiltersProps): JSX.Element {
  const app = useApp();
  const words = () => searchText();
  const [members] = createResource(
    () => props.conversationId,
    async (conversationId) => {
      const page = await app.client.members.list({ conversationId }).catch(() => null);
      return page?.users ?? [];
    },
    { initialValue: [] },
  );
  const selfId = () => app.session()?.user.id ?? 0;
  const people = () => [
    { value: "", label: words().anybody },
    { value: String(selfId()), label: text().common.you },
    ...members.latest
      .filter(({ id }) => id !== selfId())
      .map((user) => ({ value: String(user.id), label: nameOf(app, user) })),
  ];
  return (
    <div class="search-filters">
      <Show when={people()}>
        {(options) => (
          <SelectField
            label={words().from}
            isLabelHidden
            value={props.wanted.senderId === null ? "" : String(props.wanted.senderId)}
            options={options()}
            onChange={(value) => props.onChange({ senderId: value === "" ? null : Number(value) })}
          />
        )}
      </Show>
      <SelectField<SearchKind>
        label={words().kind}
        isLabelHidden
        value={props.wanted.kind}
        options={kinds.map((value) => ({ value, label: words().kinds[value] }))}
        onChange={(kind) => props.onChange({ kind })}
      />
      <SelectField<TimeSpan>
        label={words().when}
        isLabelHidden
        value={props.wanted.span}
        options={spans.map((value) => ({ value, label: words().times[value] }))}
        onChange={(span) => props.onChange({ span })}
      />
    </div>
  );
}
