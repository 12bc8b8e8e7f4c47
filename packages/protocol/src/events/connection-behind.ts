import { Type } from "typebox";
import { definePush } from "../define.ts";

export const connectionBehind = definePush({
  name: "connection.behind",
  kind: "connection",
  summary:
    "This connection takes too slowly what it is sent: pushes stop, the client catches up with `sync.heads` and `sync.range`, then pushes go on.",
  body: Type.Object({}),
});
