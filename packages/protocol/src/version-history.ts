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
    hash: "831100a1454ebbc2aca79e3a873828e7f7f3a9e4fcba6279751d1e131d6df8be",
    changed:
      "People: profiles, credentials, guests, devices, contacts, settings, complaints, administration. Usernames may hold combining marks. The last refresh token answers again. Changed heads come in pages. Groups with members, rules and invitations; messages hidden, saved, edited, reacted to, pinned; search; files.",
  },
  {
    version: 1,
    revision: 3,
    hash: "d36eb12dd382134e56440440776995fdc70b4ec6be1076fd87be8316ebcd7148",
    changed:
      "Messages say more than texts: pictures, voices, videos, files, places, cards, polls, streams, forwards, custom contents. Messages at a time, that expire, and retention. The inbox keeps order: pins, mutes, folders, drafts, mentions, receipts. A directory, numbers, the lobby, notes. Webhooks both ways, commands of bots, screening. Uploads that go on where they were cut. Exports with files.",
  },
  {
    version: 1,
    revision: 4,
    hash: "a8527115a1cd44408fa1c30397397ce1c6fda349d5c1d204eb485e9a1b747771",
    changed:
      "Stickers and their packs. Previews of links. Pictures of people and groups are uploaded images. Complaints are taken up and answered. Who administers a group is told who asks to be let in. Unread totals leave out what is quiet.",
  },
  {
    version: 1,
    revision: 5,
    hash: "1d105e3dd77ad9f68cdce2f05f9ee62fc554b6751fb8920469eec63ee05ae78d",
    changed:
      "What is written below images, videos and files can be edited. An export holds requests to be let into groups. Addresses of pictures may be longer. Members are found by their names as people are.",
  },
];
