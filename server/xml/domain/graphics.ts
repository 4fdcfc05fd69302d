import type { XmlElement } from "../element";
import { readAttribute, readCount } from "../values";
import type { DomainGraphics } from "./types";

export function parseGraphics(element: XmlElement): DomainGraphics {
  const listen = element.child("listen");
  const socket = readAttribute(listen, "socket", 4096) ?? readAttribute(element, "socket", 4096);
  const port = readCount(element.attr("port"));
  return {
    type: readType(element.attr("type")),
    listen: readListen(listen?.attr("type") ?? null, socket),
    port: port === 0 ? null : port,
    address: readAttribute(listen, "address") ?? readAttribute(element, "listen"),
    socket,
    passwordHint: ["passwd", "passwdValidTo", "connected"].some((a) => element.attr(a) !== null),
  };
}

function readType(type: string | null): DomainGraphics["type"] {
  return type === "vnc" || type === "spice" ? type : "other";
}

/** `<listen type='network'>` carries the address it resolved to; before libvirt 0.9.4 there is no `<listen>`. */
function readListen(type: string | null, socket: string | null): DomainGraphics["listen"] {
  if (type === "none") return "none";
  return type === "socket" || socket !== null ? "socket" : "address";
}
