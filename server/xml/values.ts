import type { XmlElement } from "./element";

/** A whole number ≥ 0 as libvirt prints it, or null. */
export function readCount(text: string | null | undefined): number | null {
  const trimmed = text?.trim() ?? "";
  return /^[0-9]{1,15}$/.test(trimmed) ? Number(trimmed) : null;
}

/** The element's trimmed text, cut to `max`; null when absent or empty. */
export function readText(element: XmlElement | undefined, max: number): string | null {
  const text = element?.text.trim() ?? "";
  return text === "" ? null : clip(text, max);
}

/** An attribute cut to `max`; null when absent or empty. */
export function readAttribute(
  element: XmlElement | undefined,
  name: string,
  max = 256,
): string | null {
  const value = element?.attr(name) ?? "";
  return value === "" ? null : clip(value, max);
}

const clip = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max - 1)}…`;
