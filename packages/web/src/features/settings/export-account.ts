import type { Client } from "@parley/sdk";

type Sections = Record<string, Record<string, unknown>[]>;

/** What of the export of a file matters for fetching it. */
interface ExportedFile {
  readonly id: string;
  readonly name: string;
  readonly url: string;
}

interface ZipEntry {
  readonly name: string;
  readonly input: Response | string;
}

/** Everything the server keeps of the user as one ZIP: the records as `account.json`, and each file. */
export async function exportAccount(client: Client): Promise<Blob> {
  const sections = await exportSections(client);
  const { downloadZip } = await import("client-zip");
  return downloadZip(zipEntries(client, sections)).blob();
}

/** Everything the server keeps of the user, section by section. */
async function exportSections(client: Client): Promise<Sections> {
  const sections: Sections = {};
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

/** One file after the other, each read only as the ZIP is written. */
async function* zipEntries(client: Client, sections: Sections): AsyncGenerator<ZipEntry> {
  yield { name: "account.json", input: JSON.stringify(sections, null, 2) };
  for (const file of (sections.files ?? []) as unknown as ExportedFile[]) {
    const response = await fetchFile(client, file);
    // Removed since it was listed: the record says what it was.
    if (response !== null) yield { name: entryName(file), input: response };
  }
}

async function fetchFile(client: Client, { id, url }: ExportedFile): Promise<Response | null> {
  const response = await fetch(url);
  if (response.ok) return response;
  await response.body?.cancel();
  if (response.status !== 404) throw new Error(`the file ${id} was answered ${response.status}`);
  // The address may have ended while much was fetched before it.
  const [link] = (await client.media.link({ ids: [id] })).links;
  if (link === undefined) return null;
  const again = await fetch(link.url);
  return again.ok ? again : null;
}

/** The id keeps names apart; what could be a path is none. */
function entryName({ id, name }: Pick<ExportedFile, "id" | "name">): string {
  return `files/${id}-${name.replaceAll(/[/\\]/g, "_")}`;
}
