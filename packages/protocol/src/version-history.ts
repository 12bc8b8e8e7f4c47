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
    hash: "ac4d951c0d9f3c224df9666ebf7ef627e07c1d4a76f8584a3c28bfd0933c80f7",
    changed:
      "Accounts, direct conversations, groups, messages with recall, inbox, synchronisation, typing, presence.",
  },
  {
    version: 1,
    revision: 2,
    hash: "7f3cfa34a688b8da43ad499ef39febd13104e4c269c35c23b879980af9d315cb",
    changed:
      "People: profiles, credentials, guests, devices, contacts, settings, complaints, administration. Usernames may hold combining marks. The last refresh token answers again. Changed heads come in pages.",
  },
];
