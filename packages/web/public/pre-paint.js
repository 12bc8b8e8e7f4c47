// Runs before the first paint so that neither the theme nor the language flashes (UX-55).
// It is a file of its own because the page allows no inline script.
try {
  const root = document.documentElement;
  const theme = localStorage.getItem("parley.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const textSize = localStorage.getItem("parley.textSize");
  if (textSize === "small" || textSize === "large") root.dataset.textSize = textSize;
  if (localStorage.getItem("parley.density") === "compact") root.dataset.density = "compact";
  const chosen = localStorage.getItem("parley.language");
  root.lang = chosen ?? (navigator.language.startsWith("zh") ? "zh-CN" : "en");
} catch {
  // Storage may be forbidden; the defaults of the style sheet then hold.
}
