/**
 * By which `msgid` clients know a message: the one its sender gave, none where the sender knows of none, else its own id.
 * Remembered as long as clients are likely to acknowledge; after that the message's own id is right as well.
 */
export interface Msgids {
  /** Null: whoever sent it speaks the first version, which has four keys. */
  note(id: string, msgid: string | null): void;
  /** As a part of a frame's params. */
  of(id: string): { readonly msgid?: string };
}

const keptMax = 10_000;

export function createMsgids(): Msgids {
  const kept = new Map<string, string | null>();
  return {
    note(id, msgid) {
      kept.set(id, msgid);
      if (kept.size <= keptMax) return;
      const [oldest = ""] = kept.keys();
      kept.delete(oldest);
    },
    of(id) {
      const msgid = kept.get(id);
      return msgid === null ? {} : { msgid: msgid ?? id };
    },
  };
}
