import type { Theme } from "@/server/access/schema";

/** Runs before the first paint: `system` follows the desktop, also when it changes later. */
export const themeScript =
  "(function(){var d=document.documentElement,m=matchMedia('(prefers-color-scheme: dark)');" +
  "function a(){var t=d.dataset.theme;d.classList.toggle('dark',t==='dark'||(t!=='light'&&m.matches))}" +
  "a();m.addEventListener('change',a)})()";

const YEAR_SECONDS = 31_536_000;

/** Remembers a look in this browser; the profile keeps it for the others. */
export function rememberCookie(name: "theme" | "locale" | "density", value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs HTTPS, and plain HTTP is the default here
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  root.dataset.theme = theme;
  const dark =
    theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.classList.toggle("dark", dark);
  rememberCookie("theme", theme);
}
