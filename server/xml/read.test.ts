import { readdirSync, readFileSync } from "node:fs";
import { DOMParser, type Element } from "@xmldom/xmldom";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { XmlElement } from "./element";
import { XmlError } from "./errors";
import { readXml } from "./read";

const fixtures = new URL("__fixtures__/", import.meta.url);
const files = readdirSync(fixtures).map((name) => ({
  name,
  text: readFileSync(new URL(name, fixtures), "utf8"),
}));

type Plain = { name: string; attributes: string[]; text: string; elements: Plain[] };

function plain(element: XmlElement): Plain {
  const { name, attributes, text, elements } = element;
  return { name, attributes: [...attributes], text, elements: elements.map(plain) };
}

/** The same tree as another parser sees it. */
function plainFromDom(element: Element): Plain {
  const children = Array.from(element.childNodes);
  const isText = (type: number) => type === 3 || type === 4;
  return {
    name: element.tagName,
    attributes: Array.from(element.attributes).flatMap((a) => [a.name, a.value]),
    text: children
      .filter((node) => isText(node.nodeType))
      .map((node) => node.nodeValue ?? "")
      .join(""),
    elements: Array.from(element.children).map(plainFromDom),
  };
}

function domOf(text: string): Plain {
  const root = new DOMParser().parseFromString(text, "text/xml").documentElement;
  if (!root) throw new Error("no root");
  return plainFromDom(root);
}

function codeOf(text: string): string {
  try {
    readXml(text);
    return "accepted";
  } catch (error) {
    if (error instanceof XmlError) return error.code;
    throw error;
  }
}

describe("reading", () => {
  test.each(files)("$name reads as an independent parser reads it", ({ text }) => {
    expect(plain(readXml(text))).toEqual(domOf(text));
  });

  test("references, CDATA, line ends and white space in attributes follow the specification", () => {
    const root = readXml(
      '\ufeff<a b="1\n2&#10;3&quot;">x&lt;&#x4e2d;\r\ny<![CDATA[<&>]]></a>\n<!-- end -->',
    );
    expect(root.attr("b")).toBe('1 2\n3"');
    expect(root.text).toBe("x<中\ny<&>");
  });

  test("any tree comes back as it was written", () => {
    const name = fc.stringMatching(/^[a-z_][a-z0-9:_.-]{0,8}$/);
    const text = fc
      .string({ unit: "grapheme", maxLength: 20 })
      .filter((t) => codeOf(`<a>${escapeText(t)}</a>`) === "accepted" && !/[\r\t\n]/.test(t));
    const { tree } = fc.letrec<{ tree: Plain }>((tie) => ({
      tree: fc.record({
        name,
        attributes: fc
          .uniqueArray(fc.tuple(name, text), { maxLength: 4, selector: ([n]) => n })
          .map((pairs) => pairs.flat()),
        text,
        elements: fc.oneof(
          { maxDepth: 3, depthIdentifier: "xml" },
          fc.constant<Plain[]>([]),
          fc.array(tie("tree"), { maxLength: 3 }),
        ),
      }),
    }));
    fc.assert(
      fc.property(tree, (t) => {
        expect(plain(readXml(write(t)))).toEqual(t);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ["", "malformed"],
    ["text", "malformed"],
    ["<a>", "malformed"],
    ["<a></b>", "malformed"],
    ["</a>", "malformed"],
    ["<a/><b/>", "malformed"],
    ["<a b=1/>", "malformed"],
    ["<a b='1' b='2'/>", "malformed"],
    ["<a b='1'c='2'/>", "malformed"],
    ["<a b='<'/>", "malformed"],
    ["<a>&nope;</a>", "malformed"],
    ["<a>R&D</a>", "malformed"],
    ["<a>&#0;</a>", "malformed"],
    ["<a>&#xd800;</a>", "malformed"],
    ["<a>\u0000</a>", "malformed"],
    ["<a><!-- </a>", "malformed"],
    ["<a><![CDATA[ </a>", "malformed"],
    ["<!ELEMENT a ANY><a/>", "malformed"],
    ["<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "dtd"],
    [`<!DOCTYPE l [<!ENTITY a "${"lol".repeat(99)}"><!ENTITY b "&a;&a;">]><l>&b;</l>`, "dtd"],
  ])("%j is refused as %s", (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  test("every cut of a document is refused, never half read", () => {
    const text = files.find((file) => file.name === "domain-odd.xml")?.text.trim() ?? "";
    for (let end = 0; end < text.length; end++)
      expect(codeOf(text.slice(0, end))).toBe("malformed");
  });
});

describe("hostile text", () => {
  test.each([
    ["8 MB of text", () => `<a>${"x".repeat(8e6)}</a>`, "tooLarge"],
    ["4 MB of text", () => `<a>${"x".repeat(4e6)}</a>`, "accepted"],
    ["a hundred thousand devices", () => `<d>${"<disk/>".repeat(1e5)}</d>`, "tooMany"],
    ["a hundred thousand levels", () => "<a>".repeat(1e5), "tooDeep"],
    ["a hundred thousand attributes", () => `<a ${manyAttributes()}/>`, "malformed"],
    ["as many references as fit", () => `<a>${"&amp;".repeat(8e5)}</a>`, "tooMany"],
    ["a million open comments", () => "<!--".repeat(1e6), "malformed"],
    ["a name without end", () => `<${"a".repeat(4e6)}`, "malformed"],
    ["nothing but ampersands", () => `<a>${"&".repeat(4e6)}</a>`, "tooMany"],
  ])("%s: answered within 50 ms of CPU", (_name, make, code) => {
    const text = make();
    const before = process.cpuUsage();
    expect(codeOf(text)).toBe(code);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(50);
  });
});

const manyAttributes = () => Array.from({ length: 1e5 }, (_, i) => `b${i}='1'`).join(" ");

const escapeText = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

function write({ name, attributes, text, elements }: Plain): string {
  let tag = `<${name}`;
  for (let i = 0; i < attributes.length; i += 2) {
    tag += ` ${attributes[i]}="${escapeText(attributes[i + 1] ?? "")}"`;
  }
  return `${tag}>${escapeText(text)}${elements.map(write).join("")}</${name}>`;
}
