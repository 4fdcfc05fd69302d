import { XmlElement } from "../element";
import { withAttributes, writeElement } from "../write";
import { readDomain } from "./read-domain";

/** What lets somebody in at a VNC display; null = without. */
export interface VncAccess {
  password: string | null;
  /** UTC, `2026-01-31T12:00:00`. */
  validTo: string | null;
}

/** From XML read with VIR_DOMAIN_XML_SECURE; undefined when there is no VNC display. */
export function readVncAccess(secureXml: string): VncAccess | undefined {
  const display = vncOf(secureXml);
  return display && { password: display.attr("passwd"), validTo: display.attr("passwdValidTo") };
}

/**
 * The VNC display's element with another way in, for a live device update. Whoever is connected
 * stays; everything else about the display is as it was, which libvirt insists on.
 */
export function writeVncAccess(secureXml: string, access: VncAccess): string | undefined {
  const display = vncOf(secureXml);
  if (!display) return undefined;
  const changes = { passwd: access.password, passwdValidTo: access.validTo, connected: "keep" };
  const changed = new XmlElement(display.name, withAttributes(display, changes).flat());
  changed.elements.push(...display.elements);
  return writeElement(changed);
}

function vncOf(secureXml: string): XmlElement | undefined {
  const graphics = readDomain(secureXml).child("devices")?.children("graphics") ?? [];
  return graphics.find((element) => element.attr("type") === "vnc");
}
