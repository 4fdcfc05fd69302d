/** One element as read: prefixed name, attributes, child elements and its own text. */
export class XmlElement {
  readonly name: string;
  /** name, value, name, value … */
  readonly attributes: readonly string[];
  readonly elements: XmlElement[] = [];
  text = "";

  constructor(name: string, attributes: readonly string[]) {
    this.name = name;
    this.attributes = attributes;
  }

  attr(name: string): string | null {
    for (let i = 0; i < this.attributes.length; i += 2) {
      if (this.attributes[i] === name) return this.attributes[i + 1] ?? null;
    }
    return null;
  }

  child(name: string): XmlElement | undefined {
    return this.elements.find((element) => element.name === name);
  }

  children(name: string): XmlElement[] {
    return this.elements.filter((element) => element.name === name);
  }
}
