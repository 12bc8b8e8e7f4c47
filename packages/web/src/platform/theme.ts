/** Light, dark or the system's choice, the size of text, and how close lines stand: all are attributes of `<html>` that tokens.css reads. */
import { createSignal } from "solid-js";
import { readSetting, writeSetting } from "./settings.ts";

export type Theme = "system" | "light" | "dark";
export type TextSize = "small" | "medium" | "large";

const storedTheme = readSetting("theme");
const storedSize = readSetting("textSize");
const [theme, setThemeSignal] = createSignal<Theme>(
  storedTheme === "light" || storedTheme === "dark" ? storedTheme : "system",
);
const [textSize, setTextSizeSignal] = createSignal<TextSize>(
  storedSize === "small" || storedSize === "large" ? storedSize : "medium",
);

export type Density = "roomy" | "compact";

const [density, setDensitySignal] = createSignal<Density>(
  readSetting("density") === "compact" ? "compact" : "roomy",
);

export { density, textSize, theme };

export function setTheme(next: Theme): void {
  setThemeSignal(next);
  writeSetting("theme", next);
  if (next === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
}

export function setTextSize(next: TextSize): void {
  setTextSizeSignal(next);
  writeSetting("textSize", next);
  if (next === "medium") delete document.documentElement.dataset.textSize;
  else document.documentElement.dataset.textSize = next;
}

export function setDensity(next: Density): void {
  setDensitySignal(next);
  writeSetting("density", next);
  if (next === "roomy") delete document.documentElement.dataset.density;
  else document.documentElement.dataset.density = next;
}
