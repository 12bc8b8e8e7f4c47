/** What is said and heard: messages, groups, files and the socket, made of what they share. */
import type { Route, SocketRoute } from "../dialect.ts";
import { createDirects } from "./directs.ts";
import { groupDoorRoutes } from "./group-door-routes.ts";
import { groupRoutes } from "./group-routes.ts";
import { createGroups } from "./groups.ts";
import type { EggParts } from "./index.ts";
import { createMessageObjects } from "./message-object.ts";
import { messageRoutes } from "./message-routes.ts";
import { createSocket } from "./socket.ts";
import { createTranslation } from "./translation.ts";
import { uploadRoutes } from "./upload-routes.ts";

interface Chat {
  readonly routes: readonly Route[];
  readonly sockets: readonly SocketRoute[];
}

export function createChat({ files, guard, host, options, people }: EggParts): Chat {
  const groups = createGroups(host, people);
  const directs = createDirects(host);
  const objects = createMessageObjects(host, { people, groups, files });
  const parts = { host, guard, people, groups, directs, objects, files };
  return {
    routes: [
      ...messageRoutes(parts),
      ...groupRoutes(parts),
      ...groupDoorRoutes(parts),
      ...uploadRoutes(host, guard, files),
    ],
    sockets: [createSocket(host, createTranslation(parts), options.pingMs)],
  };
}
