/** Writes of groups: what a message needs to know of a conversation and its sender is forgotten with each. */
import type { GroupsWriter } from "../../engine/ports/store-groups.ts";
import type { SendingStates } from "./sending-states.ts";

export function forgettingGroups(groups: GroupsWriter, states: SendingStates): GroupsWriter {
  return {
    ...groups,
    update(conversationId, changes) {
      states.forget(conversationId);
      return groups.update(conversationId, changes);
    },
    admit(conversationId, userIds, from, at) {
      states.forget(conversationId);
      return groups.admit(conversationId, userIds, from, at);
    },
    dismiss(conversationId, userId, leftRev) {
      states.forget(conversationId);
      return groups.dismiss(conversationId, userId, leftRev);
    },
    shutOut(conversationId, userId, leftRev) {
      states.forget(conversationId);
      return groups.shutOut(conversationId, userId, leftRev);
    },
    dismissAll(conversationId, leftRev) {
      states.forget(conversationId);
      return groups.dismissAll(conversationId, leftRev);
    },
    setMember(conversationId, userId, changes) {
      states.forget(conversationId);
      return groups.setMember(conversationId, userId, changes);
    },
  };
}
