import type { Dialect } from "../dialect.ts";
import { refusal } from "./answers.ts";
import { contactRoutes } from "./contact-routes.ts";
import { documentationRoutes } from "./documentation.ts";
import type { Ginchat } from "./flavour.ts";
import { historyRoutes } from "./history-routes.ts";
import { pageRoutes } from "./page-routes.ts";
import { socketRoutes } from "./socket.ts";
import { uploadRoutes } from "./upload-routes.ts";
import { userRoutes } from "./user-routes.ts";

/** A cousin, of its flavour. */
export function createGinchat(parts: Ginchat): Dialect {
  const routes = [
    ...userRoutes(parts),
    ...contactRoutes(parts),
    ...historyRoutes(parts),
    ...uploadRoutes(parts),
    ...pageRoutes(parts),
  ];
  return {
    routes: [...routes, ...documentationRoutes(parts.flavour.name, routes)],
    sockets: socketRoutes(parts),
    forms: "encodeURI",
    cors: { headers: ["token", "x-requested-with"], methods: ["GET", "POST"] },
    refusal,
  };
}
