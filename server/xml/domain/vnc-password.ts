import { readDomain } from "./read-domain";

/**
 * The VNC display's password from XML read with VIR_DOMAIN_XML_SECURE. null = the display asks for
 * none; the empty string is kept apart, since libvirt takes it to mean "refuse everybody".
 */
export function readVncPassword(secureXml: string): string | null {
  const graphics = readDomain(secureXml).child("devices")?.children("graphics") ?? [];
  return graphics.find((element) => element.attr("type") === "vnc")?.attr("passwd") ?? null;
}
