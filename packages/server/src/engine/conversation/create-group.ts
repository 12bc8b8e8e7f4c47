import type { WriteOperation } from "../operation.ts";
import { openGroup } from "./open-group.ts";

export const createGroup: WriteOperation<"group.create"> = {
  kind: "write",
  run: (context, actor, { memberIds, ...said }) => openGroup(context, actor, memberIds, said),
};
