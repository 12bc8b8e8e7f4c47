/** What each caller is answered about files, which are the target's. */
import { anyone, type CaseContext, signedIn, type Table } from "./row.ts";

const targets = ({ world }: CaseContext) => ({ id: world.mediaId });

export const mediaCases = {
  "media.create": [{ args: () => ({ kind: "file", name: "a", bytes: 1 }), expect: signedIn("ok") }],
  "media.complete": [{ args: () => ({ receipt: "made.up" }), expect: signedIn("forbidden") }],
  "media.get": [{ args: targets, expect: signedIn("not_found") }],
  "media.delete": [{ args: targets, expect: signedIn("not_found") }],
  "media.list": [{ args: () => ({}), expect: signedIn("ok") }],
  "media.link": [{ args: (context) => ({ ids: [targets(context).id] }), expect: signedIn("ok") }],
  "media.open": [
    {
      about: "with a signature of one's own making",
      args: (context) => ({
        ...targets(context),
        ...{ userId: context.world.target.id, expiresAt: 4_000_000_000_000, signature: "made up" },
      }),
      expect: anyone("not_found"),
    },
  ],
} satisfies Partial<Table>;
