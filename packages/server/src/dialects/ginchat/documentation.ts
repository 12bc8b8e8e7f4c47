/** `/swagger`: which routes there are, from the routes themselves. */
import type { Route } from "../dialect.ts";

export function documentationRoutes(name: string, routes: readonly Route[]): readonly Route[] {
  const paths: Record<string, Record<string, object>> = {};
  for (const { method, path } of routes) {
    const of = path.replaceAll(/:([a-z]+)/gi, "{$1}");
    paths[of] = { ...paths[of], [method.toLowerCase()]: { responses: { 200: { description: "ok" } } } };
  }
  const document = { swagger: "2.0", info: { title: name, version: "1" }, paths };
  const rows = routes.map(({ method, path }) => `<li><code>${method} ${path}</code></li>`).join("");
  const html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${name}</title><h1>${name}</h1><ul>${rows}</ul></html>`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'",
  };
  return [
    { method: "GET", path: "/swagger/doc.json", handle: () => Response.json(document) },
    {
      method: "GET",
      path: "/swagger",
      handle: () => new Response(null, { status: 302, headers: { location: "/swagger/index.html" } }),
    },
    { method: "GET", path: "/swagger/*", handle: () => new Response(html, { headers }) },
  ];
}
