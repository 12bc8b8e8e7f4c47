/**
 * How the wire became what it is, oldest first. `hash` is the SHA-256 of `wireShape()`; a test compares the newest
 * entry with the code, so nothing that travels changes without a line here. `version` is what `hello` names and
 * grows only when an old client could no longer talk to a new server; otherwise `revision` grows.
 */
export interface WireRevision {
  readonly version: number;
  readonly revision: number;
  readonly hash: string;
  readonly changed: string;
}

export const versionHistory: readonly WireRevision[] = [
  {
    version: 1,
    revision: 1,
    hash: "60b8b45f55c88d0302cf79f786229f04c3ed635fbc89ea2974d340401463dada",
    changed:
      "Accounts, direct conversations, groups, messages with recall, inbox, synchronisation, typing, presence.",
  },
];
