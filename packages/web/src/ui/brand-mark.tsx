import type { JSX } from "solid-js";

/** The product's mark: the same drawing as public/icons/icon.svg. */
export function BrandMark(): JSX.Element {
  return <img class="brand-mark" src="/icons/icon.svg" alt="" width="56" height="56" />;
}
