// Runs inside the page before its own scripts: notes when things became visible, by the page's clock.
// Plain JavaScript, because it is handed to the browser as it stands.
(() => {
  const waiting = [];
  const nowMs = () => performance.timeOrigin + performance.now();
  const look = () => {
    for (const entry of [...waiting]) {
      if (!entry.test()) continue;
      waiting.splice(waiting.indexOf(entry), 1);
      // The next frame is the one that a person sees.
      requestAnimationFrame(() => entry.done(nowMs()));
    }
  };
  const when = (test) =>
    new Promise((done) => {
      waiting.push({ test, done });
      look();
    });
  const rowText = (key) =>
    document.querySelector(`tr[data-row="${CSS.escape(key)}"]`)?.textContent ?? "";
  const longTasksMs = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longTasksMs.push(entry.duration);
  }).observe({ type: "longtask", buffered: false });
  // How late the page answers, asked 50 times a second.
  const lagsMs = [];
  const HEARTBEAT_MS = 20;
  let expectedMs = performance.now() + HEARTBEAT_MS;
  setInterval(() => {
    lagsMs.push(Math.max(0, performance.now() - expectedMs));
    expectedMs = performance.now() + HEARTBEAT_MS;
  }, HEARTBEAT_MS);
  let clickedAtMs = 0;
  const onClick = () => {
    clickedAtMs = nowMs();
  };
  addEventListener("click", onClick, { capture: true });
  const changes = { subtree: true, childList: true, characterData: true, attributes: true };
  new MutationObserver(look).observe(document, changes);
  window.flotillaBench = {
    firstRow: when(() => document.querySelector("tr[data-row]") !== null),
    rowSays: (key, word) => when(() => rowText(key).includes(word)),
    heading: (text) => when(() => document.querySelector("h1")?.textContent?.includes(text)),
    longTasksMs,
    lagsMs,
    clickedAtMs: () => clickedAtMs,
    openedAtMs: performance.timeOrigin,
  };
})();
