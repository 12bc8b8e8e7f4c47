import type { WriteOperation } from "../operation.ts";
import { changeOwnState } from "./change-own-state.ts";

export const setLevel: WriteOperation<"inbox.setLevel"> = {
  kind: "write",
  run: (context, actor, { conversationId, level }) =>
    changeOwnState(context, actor, conversationId, () => ({ level: level === "all" ? undefined : level })),
};
