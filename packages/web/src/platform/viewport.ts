/**
 * Keeps the composer above a virtual keyboard (UX-56). Chromium resizes the page itself (`interactive-widget` in
 * index.html); Safari only shrinks the visual viewport, whose height is copied into the layout here.
 */
export function followVisibleHeight(): void {
  const viewport = window.visualViewport;
  if (viewport === null) return;
  const root = document.documentElement;
  const apply = () => {
    const isCovered = window.innerHeight - viewport.height > 80;
    if (isCovered) root.style.setProperty("--visible-height", `${viewport.height}px`);
    else root.style.removeProperty("--visible-height");
    if (isCovered) window.scrollTo(0, 0);
  };
  viewport.addEventListener("resize", apply);
}
