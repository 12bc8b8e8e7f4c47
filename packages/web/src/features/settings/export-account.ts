import type { Client } from "@parley/sdk";

/** Everything the server keeps of the user, section by section. */
export async function exportAccount(client: Client): Promise<Record<string, unknown[]>> {
  const sections: Record<string, unknown[]> = {};
  let cursor: string | null = null;
  do {
    const place: { cursor?: string } = cursor === null ? {} : { cursor };
    const page: Awaited<ReturnType<Client["account"]["export"]>> = await client.account.export(place);
    const section = sections[page.section] ?? [];
    section.push(...page.items);
    sections[page.section] = section;
    cursor = page.next;
  } while (cursor !== null);
  return sections;
}
