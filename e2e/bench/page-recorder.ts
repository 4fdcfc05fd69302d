import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";

/** `window.flotillaBench` of page-recorder.browser.js; times are Unix milliseconds of the page's clock. */
export interface Recorder {
  firstRow: Promise<number>;
  rowSays(key: string, word: string): Promise<number>;
  heading(text: string): Promise<number>;
  longTasksMs: number[];
  lagsMs: number[];
  clickedAtMs(): number;
  openedAtMs: number;
}

declare global {
  interface Window {
    flotillaBench: Recorder;
  }
}

const script = fileURLToPath(new URL("./page-recorder.browser.js", import.meta.url));

export const installRecorder = (page: Page): Promise<unknown> =>
  page.addInitScript({ path: script });
