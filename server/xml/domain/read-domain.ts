import type { XmlElement } from "../element";
import { XmlError } from "../errors";
import { readXml } from "../read";

export function readDomain(xml: string): XmlElement {
  const root = readXml(xml);
  if (root.name !== "domain") throw new XmlError("unexpectedRoot", "not a <domain>");
  return root;
}
