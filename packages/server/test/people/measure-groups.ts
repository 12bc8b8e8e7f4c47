/** What people do in a group of 100,000 of a million, in the directory of groups, and in the quick switcher. */
import { listMembers } from "../../src/engine/conversation/list-members.ts";
import { searchGroups } from "../../src/engine/group/search-groups.ts";
import { findAnything } from "../../src/engine/search/find-anything.ts";
import type { Call, Step } from "./measure.ts";
import { commonGivenName, nicknameOf, usernameOf } from "./names.ts";
import {
  firstUserId,
  groupNameOf,
  largeGroupId,
  largeGroupMembers,
  ownNameEvery,
  ownNameOf,
  personOfMember,
} from "./rows.ts";

export function groupSteps(call: Call, users: number): Step[] {
  const members = largeGroupMembers(users);
  const member = (index: number) => (Math.imul(index + 1, 0x9e3779b1) >>> 0) % members;
  const page = (index: number, args: { query?: string; limit: number; afterUserId?: number }) =>
    call(listMembers, personOfMember(member(index)), { conversationId: largeGroupId, ...args });
  const find = (query: (member: number) => string): Step[1] => {
    return (index) => page(index, { query: query(member(index)), limit: 20 });
  };
  const letter = (at: number) => "abcdefghijklmnopqrstuvwxyz".charAt(at % 26);
  const directory = (query: (at: number) => string): Step[1] => {
    return (index) => call(searchGroups, index, { query: query(member(index)) });
  };
  const switcher = (place: (index: number) => number, query: (at: number) => string): Step[1] => {
    return (index) => call(findAnything, place(index), { query: query(member(index)) });
  };
  const own = (at: number) => ownNameOf(Math.floor(at / ownNameEvery) * ownNameEvery + 1);
  const afterUserId = (index: number) => firstUserId + personOfMember(member(index));
  return [
    ["member page of 100", (index) => page(index, { limit: 100, afterUserId: afterUserId(index) }), 1],
    ["member search that finds one", find((at) => usernameOf(personOfMember(at))), 1],
    ["member search by whole nickname", find((at) => nicknameOf(personOfMember(at))), 1],
    [`member search by ${commonGivenName}, of every second`, find(() => commonGivenName), 0.2],
    ["member search by one common character", find(() => "王"), 0.2],
    ["member search by one letter", find(letter), 0.2],
    ["member search by a name in the group", find(own), 0.2],
    ["member search by a common name that no member has", find(() => "smith"), 0.05],
    ["member search that finds nobody", find((at) => `nobody${at}`), 1],
    ["group directory, first page", (index) => call(searchGroups, index, {}), 1],
    ["group directory by a name", directory((at) => groupNameOf(1 + (at % 1_000))), 1],
    ["group directory by one letter", directory(letter), 0.2],
    [
      "switcher of a person with 5,000 contacts",
      switcher(
        () => 0,
        (at) => nicknameOf(at).slice(0, 2),
      ),
      0.1,
    ],
    ["switcher of a person with 16, by one letter", switcher((index) => index + 1, letter), 0.2],
  ];
}
