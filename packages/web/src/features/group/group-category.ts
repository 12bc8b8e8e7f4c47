/** What the numbers of categories mean to this client (DIR-3). */
import { groupsText } from "../../i18n/groups/groups-text.ts";

/** For a field of choices, whose values are texts; "nothing in particular" comes last. */
export function categoryOptions(): { value: string; label: string }[] {
  const { categories } = groupsText().directory;
  return ([1, 2, 3, 4, 0] as const).map((category) => ({
    value: String(category),
    label: categories[category],
  }));
}
