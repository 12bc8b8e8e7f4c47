/** The list of contacts as rows: starred ones first, then by initial; a search leaves out headings. Pure. */
import type { ContactItem, ContactsView } from "@parley/sdk";
import { folded } from "../../platform/folded.ts";

export type ContactRow =
  | { readonly key: string; readonly kind: "heading"; readonly initial: string }
  | { readonly key: string; readonly kind: "person"; readonly item: ContactItem };

/** Stands for the starred ones in headings and in the index. */
export const starInitial = "\u2605";

export function contactRows({ groups }: Pick<ContactsView, "groups">, query: string): ContactRow[] {
  const all = groups.flatMap(({ items }) => items);
  const wanted = folded(query.trim());
  if (wanted !== "") return all.filter((item) => matches(item, wanted)).map((item) => personRow(item, "p"));
  const starred = all.filter(({ contact }) => contact.isStarred);
  return [
    ...(starred.length === 0 ? [] : [headingRow(starInitial)]),
    ...starred.map((item) => personRow(item, "s")),
    ...groups.flatMap(({ initial, items }) => [
      headingRow(initial),
      ...items.map((item) => personRow(item, "p")),
    ]),
  ];
}

/** Initials that have a heading, in their order. */
export function initialsOf(rows: readonly ContactRow[]): string[] {
  return rows.flatMap((row) => (row.kind === "heading" ? [row.initial] : []));
}

/** By any of the names, by how they are spelled in Latin letters, or by a tag. */
function matches({ contact, user, name }: ContactItem, wanted: string): boolean {
  const spelled = contact.sortKey.slice(1);
  const names = [name, user?.nickname ?? "", user?.username ?? "", spelled, spelled.replaceAll(" ", "")];
  return [...names, ...contact.tags].some((text) => folded(text).includes(wanted));
}

function headingRow(initial: string): ContactRow {
  return { key: `h${initial}`, kind: "heading", initial };
}

/** A starred contact is listed twice, so its rows need two keys. */
function personRow(item: ContactItem, prefix: "p" | "s"): ContactRow {
  return { key: `${prefix}${item.contact.userId}`, kind: "person", item };
}
