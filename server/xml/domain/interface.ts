import type { XmlElement } from "../element";
import { readAttribute } from "../values";
import type { DomainInterface } from "./types";

const sourceAttributes = ["bridge", "network", "dev", "path", "name", "address"] as const;

export function parseInterface(element: XmlElement): DomainInterface {
  return {
    target: readAttribute(element.child("target"), "dev"),
    mac: readAttribute(element.child("mac"), "address") ?? "",
    type: readAttribute(element, "type") ?? "unknown",
    source: readSource(element),
    model: readAttribute(element.child("model"), "type"),
    linkUp: element.child("link")?.attr("state") !== "down",
  };
}

/** A running network interface names its bridge beside its network: the network is what was chosen. */
function readSource(element: XmlElement): string | null {
  const source = element.child("source");
  if (element.attr("type") === "network") return readAttribute(source, "network");
  for (const name of sourceAttributes) {
    const value = readAttribute(source, name, 4096);
    if (value !== null) return value;
  }
  return null;
}
