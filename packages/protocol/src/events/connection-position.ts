import { Type } from "typebox";
import { definePush } from "../define.ts";
import { count } from "../model/scalars.ts";

export const connectionPosition = definePush({
  name: "connection.position",
  kind: "connection",
  summary:
    "How many pushes with a `rev` this connection was sent since `hello`; a client that counted fewer asks `sync.heads`.",
  body: Type.Object({ events: count("Committed events sent on this connection.") }),
});
