import { expect, test } from "bun:test";
import type { Route } from "../dialect.ts";
import { createRouter } from "./router.ts";

const handle = () => new Response();
const route = (method: Route["method"], path: string): Route => ({ method, path, handle });

test("[DIA-1] [DIA-18] the most particular route of a path is taken, and a slash at the end is overlooked", () => {
  const { find } = createRouter([
    route("POST", "/login"),
    route("GET", "/api/*"),
    route("GET", "/api/list/:page"),
    route("GET", "/api/list/all"),
  ]);
  const found = (method: string, path: string) => {
    const { route: taken = undefined, ...rest } = find(method, path) ?? {};
    return taken === undefined ? null : { path: taken?.path, ...rest };
  };
  expect(found("POST", "/login")).toEqual({ path: "/login", parameters: {} });
  expect(found("POST", "/login/")).toEqual({ path: "/login", parameters: {} });
  expect(found("GET", "/login/")).toEqual({ path: undefined });
  expect(found("POST", "/login//")).toBeNull();
  expect(found("GET", "/api/list/all/")).toEqual({ path: "/api/list/all", parameters: {} });
  expect(found("GET", "/api/list/3/")).toEqual({ path: "/api/list/:page", parameters: { page: "3" } });
  expect(found("OPTIONS", "/api/list/all")).toEqual({ path: undefined });
  expect(found("GET", "/api/list/3")).toEqual({ path: "/api/list/:page", parameters: { page: "3" } });
  expect(found("GET", "/")).toBeNull();
});
