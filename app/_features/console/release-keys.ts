/**
 * Keys that are down when the focus leaves the screen would stay down in the guest: noVNC lets them go
 * when the window loses the focus, but knows nothing of another element taking it. A menu takes a
 * window that loses the focus for a reason to close, so a click elsewhere lets go before it opens one.
 * Returns how to stop.
 */
export function releaseKeysOnLeave(screen: HTMLElement): () => void {
  let areReleased = false;
  const release = () => window.dispatchEvent(new Event("blur"));
  const onPointerDown = ({ target }: PointerEvent) => {
    areReleased = document.activeElement === screen && target !== screen;
    if (areReleased) release();
  };
  const onBlur = () => {
    if (!areReleased) release();
    areReleased = false;
  };
  document.addEventListener("pointerdown", onPointerDown, { capture: true });
  screen.addEventListener("blur", onBlur);
  return () => {
    document.removeEventListener("pointerdown", onPointerDown, { capture: true });
    screen.removeEventListener("blur", onBlur);
  };
}
