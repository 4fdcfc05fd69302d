import { XmlError } from "./errors";

const NAMED = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);
const LONGEST_REFERENCE = 10;
const HEX = /^#x[0-9a-fA-F]{1,6}$/;
const DECIMAL = /^#[0-9]{1,7}$/;

const isXmlCharacter = (code: number): boolean =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);

/** Character references and the five predefined entities; any other ampersand is refused. */
export function decodeReferences(text: string, offset: number): string {
  let ampersand = text.indexOf("&");
  if (ampersand === -1) return text;
  let decoded = "";
  let done = 0;
  while (ampersand !== -1) {
    const end = text.indexOf(";", ampersand);
    if (end === -1 || end - ampersand > LONGEST_REFERENCE) {
      throw new XmlError("malformed", "a bare ampersand", offset + ampersand);
    }
    const name = text.slice(ampersand + 1, end);
    const character = NAMED.get(name) ?? fromCharacterReference(name);
    if (character === undefined) {
      throw new XmlError("malformed", `unknown entity &${name};`, offset + ampersand);
    }
    decoded += text.slice(done, ampersand) + character;
    done = end + 1;
    ampersand = text.indexOf("&", done);
  }
  return decoded + text.slice(done);
}

function fromCharacterReference(name: string): string | undefined {
  let code: number | undefined;
  if (HEX.test(name)) code = Number.parseInt(name.slice(2), 16);
  else if (DECIMAL.test(name)) code = Number.parseInt(name.slice(1), 10);
  return code !== undefined && isXmlCharacter(code) ? String.fromCodePoint(code) : undefined;
}
