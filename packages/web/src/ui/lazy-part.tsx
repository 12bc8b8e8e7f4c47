import { type Component, lazy } from "solid-js";

/** A component that is loaded when it is first shown; needs a Suspense around it. */
export function lazyPart<Props extends object>(
  load: () => Promise<Component<Props>>,
): Component<Props> & { preload: () => Promise<unknown> } {
  return lazy(async () => ({ default: await load() }));
}
