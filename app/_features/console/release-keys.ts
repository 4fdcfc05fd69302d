/**
 * Keys that are down when the focus leaves would stay down in the guest: noVNC lets them go when the
 * window loses the focus, but knows nothing of another element taking it.
 */
export function releaseKeys(): void {
  window.dispatchEvent(new Event("blur"));
}
