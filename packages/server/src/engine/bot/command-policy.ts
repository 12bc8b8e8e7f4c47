/** What a text asks a bot to do: `/name`, or `/name@username` for one of several that know it (BOT-2). Pure. */

export interface WrittenCommand {
  readonly name: string;
  /** Whom alone it is for. */
  readonly username: string | null;
}

const pattern = /^\/([a-z0-9_]{1,32})(?:@([^\s@/]{1,64}))?(?:\s|$)/i;

export function commandOf(text: string): WrittenCommand | null {
  const [, name, username] = pattern.exec(text) ?? [];
  return name === undefined ? null : { name: name.toLowerCase(), username: username ?? null };
}
