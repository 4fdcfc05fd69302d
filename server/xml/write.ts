import type { XmlElement } from "./element";

/**
 * One element as read, written again: every attribute and child stays, known or not. Text between
 * children is not kept apart by the reader, so this is for elements whose text is white space.
 */
export function writeElement(element: XmlElement): string {
  const attributes = pairsOf(element).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const inside = element.elements.map(writeElement).join("") + escaped(element.text.trim());
  const start = `<${element.name}${attributes.join("")}`;
  return inside === "" ? `${start}/>` : `${start}>${inside}</${element.name}>`;
}

/** The attributes with some set or, by null, taken away. */
export function withAttributes(
  element: XmlElement,
  changes: Record<string, string | null>,
): [string, string][] {
  const kept = pairsOf(element).filter(([name]) => !(name in changes));
  const set = Object.entries(changes).flatMap(([name, value]): [string, string][] =>
    value === null ? [] : [[name, value]],
  );
  return [...kept, ...set];
}

function pairsOf({ attributes }: XmlElement): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i < attributes.length; i += 2) {
    pairs.push([attributes[i] ?? "", attributes[i + 1] ?? ""]);
  }
  return pairs;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
