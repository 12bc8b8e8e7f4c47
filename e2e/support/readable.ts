/** What a page must offer everybody: text that stands out from what is behind it, and controls with a name. */
import type { Page } from "playwright-core";

/**
 * Every visible text below WCAG's AA contrast (4.5 : 1, large text 3 : 1) against the colours painted behind it, in
 * the topmost dialog if one is open. Leaves out what is disabled, and what stands on a picture or a gradient.
 */
export function faintTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Colour = readonly [number, number, number, number];
    const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const parse = (css: string): Colour => {
      if (context === null) return [0, 0, 0, 1];
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = css;
      context.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
      return [red, green, blue, alpha / 255];
    };
    const over = (top: Colour, below: Colour): Colour => {
      const mix = (index: 0 | 1 | 2) => top[index] * top[3] + below[index] * (1 - top[3]);
      return [mix(0), mix(1), mix(2), 1];
    };
    const linear = (part: number) =>
      part <= 10.31 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
    const luminance = ([red, green, blue]: Colour) =>
      0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    const contrast = (one: Colour, other: Colour) => {
      const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    };
    const behind = (element: Element): Colour | null => {
      const layers: Colour[] = [];
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (style.backgroundImage !== "none") return null;
        layers.push(parse(style.backgroundColor));
        if (layers.at(-1)?.[3] === 1) break;
      }
      return layers.reduceRight<Colour>((below, layer) => over(layer, below), [255, 255, 255, 1]);
    };
    const faint = new Set<string>();
    const look = (element: Element, words: string, style: CSSStyleDeclaration) => {
      const ground = behind(element);
      if (ground === null) return;
      const sizePx = Number.parseFloat(style.fontSize);
      const isLarge = sizePx >= 24 || (sizePx >= 18.66 && Number(style.fontWeight) >= 700);
      const ratio = contrast(over(parse(style.color), ground), ground);
      if (ratio < (isLarge ? 3 : 4.5)) faint.add(`${ratio.toFixed(2)} .${element.className}: ${words}`);
    };
    const isSeen = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      element.closest(".visually-hidden, :disabled") === null;
    const root = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      const words = texts.currentNode.textContent?.trim() ?? "";
      if (element !== null && words !== "" && isSeen(element))
        look(element, words, getComputedStyle(element));
    }
    for (const field of root.querySelectorAll("[placeholder]")) {
      if (isSeen(field)) look(field, "placeholder", getComputedStyle(field, "::placeholder"));
    }
    return [...faint];
  });
}

/** The controls an assistive technology would announce without saying what they are. */
export async function namelessControls(page: Page): Promise<string[]> {
  const lines = (await page.locator("body").ariaSnapshot()).split("\n");
  return lines.filter((line) =>
    /- (button|link|textbox|combobox|checkbox|switch|radio|menuitem|option|img)(:| \[|$)/.test(line),
  );
}
