import type { Page } from "@playwright/test";

/** What runs inside the page: it notes when things became visible, by the page's own clock. */
function install(): void {
  const rowText = (key: string) =>
    document.querySelector(`tr[data-row="${CSS.escape(key)}"]`)?.textContent ?? "";
  const waiting: { test: () => boolean; done: (atMs: number) => void }[] = [];
  const nowMs = () => performance.timeOrigin + performance.now();
  const look = () => {
    for (const entry of [...waiting]) {
      if (!entry.test()) continue;
      waiting.splice(waiting.indexOf(entry), 1);
      // The next frame is the one that a person sees.
      requestAnimationFrame(() => entry.done(nowMs()));
    }
  };
  const when = (test: () => boolean): Promise<number> =>
    new Promise((done) => {
      waiting.push({ test, done });
      look();
    });
  const longTasksMs: number[] = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longTasksMs.push(entry.duration);
  }).observe({ type: "longtask", buffered: false });
  let clickedAtMs = 0;
  addEventListener(
    "click",
    () => {
      clickedAtMs = nowMs();
    },
    { capture: true },
  );
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  const recorder: Recorder = {
    firstRow: when(() => document.querySelector("tr[data-row]") !== null),
    rowSays: (key, word) => when(() => rowText(key).includes(word)),
    heading: (text) =>
      when(() => document.querySelector("h1")?.textContent?.includes(text) ?? false),
    longTasksMs,
    clickedAtMs: () => clickedAtMs,
    openedAtMs: performance.timeOrigin,
  };
  Object.assign(window, { flotillaBench: recorder });
}

export interface Recorder {
  firstRow: Promise<number>;
  rowSays(key: string, word: string): Promise<number>;
  heading(text: string): Promise<number>;
  longTasksMs: number[];
  clickedAtMs(): number;
  openedAtMs: number;
}

declare global {
  interface Window {
    flotillaBench: Recorder;
  }
}

export const installRecorder = (page: Page): Promise<unknown> => page.addInitScript(install);
