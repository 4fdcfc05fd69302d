import type { ITheme } from "@xterm/xterm";

/** The tokens' colours as the terminal wants them: it knows no oklch(). */
export function terminalTheme(): ITheme {
  const style = getComputedStyle(document.documentElement);
  const colour = (token: string): string => toHex(style.getPropertyValue(token));
  return {
    background: colour("--sunken"),
    foreground: colour("--text"),
    cursor: colour("--accent-text"),
    cursorAccent: colour("--sunken"),
    selectionBackground: colour("--accent-bg"),
    selectionForeground: colour("--text"),
  };
}

/** Any CSS colour, painted once and read back. */
function toHex(css: string): string {
  const canvas = document.createElement("canvas");
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return "#000000";
  context.fillStyle = css.trim();
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((v) => v.toString(16).padStart(2, "0")).join("")}`;
}

/** Calls `onChange` whenever the page turns light or dark; returns how to stop. */
export function watchTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["class"] });
  return () => observer.disconnect();
}
