/**
 * The message catalogues: en and zh-CN hold the same keys with the same arguments, every key is used,
 * every problem code has its text. A key is used when a file that asks for its namespace (or is handed
 * a translator) holds the rest of the key as a string or can form it by a template.
 */
import { readFileSync } from "node:fs";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { namespaces } from "../app/_i18n/catalogue";
import { problemCodes } from "../server/problem";
import { listFiles } from "./list-files";

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ""): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const path = prefix ? `${prefix}.${key}` : key;
    if (typeof value === "string") flat.set(path, value);
    else for (const [k, v] of flatten(value, path)) flat.set(k, v);
  }
  return flat;
}

function load(locale: string): Map<string, string> {
  const all = new Map<string, string>();
  for (const name of namespaces) {
    const tree: Tree = JSON.parse(readFileSync(`app/messages/${locale}/${name}.json`, "utf8"));
    for (const [key, value] of flatten(tree, name)) all.set(key, value);
  }
  return all;
}

/** The arguments a message takes, whatever branch they stand in; throws where it is no ICU message. */
function argumentsOf(text: string): string {
  const names = new Set<string>();
  const walk = (elements: MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      names.add(element.value);
      if (element.type === TYPE.tag) walk(element.children);
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const option of Object.values(element.options)) walk(option.value);
    }
  };
  walk(parse(text));
  return [...names].sort().join(", ");
}

const en = load("en");
const zh = load("zh-CN");
const complaints: string[] = [];

for (const [key, text] of en) {
  const other = zh.get(key);
  if (other === undefined) complaints.push(`zh-CN lacks ${key}`);
  else if (argumentsOf(other) !== argumentsOf(text))
    complaints.push(
      `${key}: arguments differ ({${argumentsOf(text)}} and {${argumentsOf(other)}})`,
    );
  else if (!other.trim() || !text.trim()) complaints.push(`${key} is empty`);
}
for (const key of zh.keys()) if (!en.has(key)) complaints.push(`en lacks ${key}`);
for (const code of problemCodes)
  for (const part of ["title", "cause", "fix"])
    if (!en.has(`problems.${code}.${part}`)) complaints.push(`problems.${code}.${part} is missing`);

interface Source {
  /** Namespaces this file asks for; none when it is handed a translator. */
  spaces: Set<string>;
  literals: Set<string>;
  templates: RegExp[];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function readSource(file: string): Source {
  const text = readFileSync(file, "utf8");
  const spaces = [...text.matchAll(/[gu][es][te]Translations\(\s*"([\w.]+)"/g)].map(
    ([, s]) => s ?? "",
  );
  const literals = [...text.matchAll(/["'`]([\w.-]+)["'`]/g)].map(([, literal]) => literal ?? "");
  const templates = [...text.matchAll(/`((?:[\w.-]|\$\{[^}`]*\})+)`/g)]
    .map(([, template]) => template ?? "")
    .filter(
      (template) =>
        template.includes("${") && /\w\.|\.\w|^\w/.test(template.replace(/\$\{[^}]*\}/g, "")),
    )
    .map(
      (t) =>
        new RegExp(
          `^${t
            .split(/\$\{[^}]*\}/)
            .map(escaped)
            .join("[\\w.-]+")}$`,
        ),
    );
  return { spaces: new Set(spaces), literals: new Set(literals), templates };
}

const files = listFiles(["app", "server/webhooks"], /\.(ts|tsx)$/)
  .filter((file) => !file.includes(".test."))
  .map(readSource);
const declared = new Set(files.flatMap((file) => [...file.spaces]));

function isUsed(key: string): boolean {
  return [...declared].some((space) => {
    if (!key.startsWith(`${space}.`)) return false;
    const rest = key.slice(space.length + 1);
    return files.some(
      (file) =>
        (file.spaces.has(space) || file.spaces.size === 0) &&
        (file.literals.has(rest) || file.templates.some((template) => template.test(rest))),
    );
  });
}
for (const key of en.keys()) if (!isUsed(key)) complaints.push(`${key} is not used`);

for (const line of complaints) console.error(line);
console.log(`${en.size} messages in two languages, ${complaints.length} complaints`);
process.exit(complaints.length ? 1 : 0);
