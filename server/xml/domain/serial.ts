import type { XmlElement } from "../element";
import { readAttribute, readCount } from "../values";
import type { DomainSerial } from "./types";

/**
 * Serial ports, then the consoles that are no second name of one: libvirt repeats the first serial
 * port as `<console>` with target type `serial`.
 */
export function parseSerials(serials: XmlElement[], consoles: XmlElement[]): DomainSerial[] {
  const own = consoles.filter((element) => element.child("target")?.attr("type") !== "serial");
  const parsed = serials.map(parseSerial);
  const ports = new Set(parsed.map((serial) => serial.port));
  return [...parsed, ...own.map(parseSerial).filter((serial) => !ports.has(serial.port))];
}

function parseSerial(element: XmlElement): DomainSerial {
  return {
    port: readCount(element.child("target")?.attr("port")) ?? 0,
    type: readAttribute(element, "type") ?? "unknown",
    alias: readAttribute(element.child("alias"), "name"),
  };
}
