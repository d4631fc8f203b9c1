/** Light and dark: the colours that the canvas and the exports need, read from the style sheet so that they are said once. */

/** @param {string} theme auto, light or dark */
export function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

/** Which theme is on. @returns {"light" | "dark"} */
export function shade() {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** The colours of now. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const read = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  return { paper: read("paper"), ink: read("ink"), muted: read("muted"), accent: read("accent"), border: read("border"), sans: read("sans"), shade: shade(), heats: [1, 2, 3, 4, 5].map((n) => ({ fill: read(`heat${n}`), ink: read(`heat-ink${n}`) })) };
}
