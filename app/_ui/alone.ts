/**
 * A ref for a layer that is open alone: whatever is behind it is inert while it is there. Radix only
 * hides the page from screen readers, and leaves every button of it focusable.
 */
export function alone(layer: Element | null): (() => void) | undefined {
  const top = layer?.closest("body > *");
  if (!top) return undefined;
  const behind = [...document.body.children].filter(
    (element): element is HTMLElement =>
      element instanceof HTMLElement &&
      element !== top &&
      !element.inert &&
      !element.matches("[aria-live], [data-radix-focus-guard]"),
  );
  for (const element of behind) element.inert = true;
  return () => {
    for (const element of behind) element.inert = false;
  };
}
