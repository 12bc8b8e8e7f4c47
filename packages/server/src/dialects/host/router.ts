/**
 * Finds the route of a path: exact ones by a look, others by their parts, the most particular first. A slash at the end is
 * overlooked, as the servers do that the contracts come from.
 */
import type { Route } from "../dialect.ts";

export interface FoundRoute {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface Router {
  /** Null when no route has the path. Of a path with other methods only, `route` is null. */
  find(method: string, path: string): FoundRoute | { readonly route: null } | null;
}

interface Pattern {
  readonly route: Route;
  readonly parts: readonly string[];
}

const none = {};

export function createRouter(routes: readonly Route[]): Router {
  const exact = new Map<string, Route[]>();
  const patterns: Pattern[] = [];
  for (const route of routes) {
    if (/[:*]/.test(route.path)) patterns.push({ route, parts: route.path.split("/") });
    else exact.set(route.path, [...(exact.get(route.path) ?? []), route]);
  }
  patterns.sort((a, b) => rank(b) - rank(a));

  function findExactly(method: string, path: string): ReturnType<Router["find"]> {
    const known = exact.get(path);
    const fitting = known?.find((route) => takes(route, method));
    if (fitting !== undefined) return { route: fitting, parameters: none };
    let isKnown = known !== undefined;
    const parts = path.split("/");
    for (const pattern of patterns) {
      const parameters = match(pattern.parts, parts);
      if (parameters === null) continue;
      if (takes(pattern.route, method)) return { route: pattern.route, parameters };
      isKnown = true;
    }
    return isKnown ? { route: null } : null;
  }

  return {
    find(method, given) {
      // A slash at the end means nothing, unless a contract has the path with it.
      const isMeant = given === "/" || !given.endsWith("/") || exact.has(given);
      return findExactly(method, isMeant ? given : given.slice(0, -1));
    },
  };
}

function takes({ method }: Route, asked: string): boolean {
  // What a browser asks before it calls from another origin is answered for the route, not by it.
  if (method === "*") return asked !== "OPTIONS";
  return method === asked || (method === "GET" && asked === "HEAD");
}

/** Longer ones before shorter ones, those with a rest last. */
function rank({ parts }: Pattern): number {
  return (parts.at(-1) === "*" ? 0 : 1_000) + parts.length;
}

function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
  const hasRest = pattern.at(-1) === "*";
  if (hasRest ? parts.length < pattern.length : parts.length !== pattern.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const given = parts[index] ?? "";
    if (part === "*") return parameters;
    if (part.startsWith(":")) {
      const value = decoded(given);
      if (value === null || value === "") return null;
      parameters[part.slice(1)] = value;
    } else if (part !== given) return null;
  }
  return parameters;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
