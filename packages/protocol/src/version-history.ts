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
    hash: "bc709415345b02795b811fb3982e050b0f01e68c809b3f91751e3576d336a7f7",
    changed:
      "Accounts, direct conversations, groups, messages with recall, inbox, synchronisation, typing, presence.",
  },
];
