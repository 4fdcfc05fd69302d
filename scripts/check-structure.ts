/**
 * Import directions and cycles, read from the imports themselves.
 *
 *   app/(routes) → app/_features → app/_components → app/_ui → app/_lib, app/_i18n
 *   app → server: types, and the few isomorphic modules named in `openToBrowser`
 *   server/api, server/http → domain folders → inventory, operations → xml, node-libvirt
 *   server/xml, server/node-libvirt → nothing else of the project
 */
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { parseSync } from "oxc-parser";
import { listFiles } from "./list-files";

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

const sources = listFiles(["app", "server", "e2e", "scripts"], /\.(ts|tsx)$/);
const known = new Set(sources);

function resolve(from: string, specifier: string): string | undefined {
  if (specifier === "node-libvirt") return "server/node-libvirt/index.ts";
  if (specifier === "node-libvirt/testing") return "server/node-libvirt/testing/index.ts";
  const base = specifier.startsWith("@/")
    ? specifier.slice(2)
    : specifier.startsWith(".")
      ? normalize(join(dirname(from), specifier))
      : undefined;
  if (!base) return undefined;
  return [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((path) => known.has(path));
}

function importsOf(file: string): Import[] {
  const { module } = parseSync(file, readFileSync(file, "utf8"));
  const statics = module.staticImports.map((entry) => ({
    specifier: entry.moduleRequest.value,
    typeOnly: entry.entries.length > 0 && entry.entries.every((e) => e.isType),
  }));
  const exports = module.staticExports.flatMap((entry) =>
    entry.entries.flatMap((e) =>
      e.moduleRequest ? [{ specifier: e.moduleRequest.value, typeOnly: e.isType }] : [],
    ),
  );
  return [...statics, ...exports].flatMap(({ specifier, typeOnly }) => {
    const to = resolve(file, specifier);
    return to ? [{ from: file, to, typeOnly }] : [];
  });
}

const isTest = (path: string) => /\.(test|spec)\.tsx?$|\/testing\//.test(path);
const openToBrowser =
  /^server\/([a-z-]+\/schema|problem|filter\/[a-z-]+|csv\/cell|inventory\/up-since|machines\/capability|operations\/types|operations\/kind-rights|rights\/actions|rights\/decide|rights\/roles|hosts\/types|migrations\/types)\.ts$/;

const appLayers = ["app/_lib/", "app/_i18n/", "app/_ui/", "app/_components/", "app/_features/"];
const appLayer = (path: string): number => {
  const index = appLayers.findIndex((prefix) => path.startsWith(prefix));
  return index < 0 ? appLayers.length : index;
};

const serverRank: Record<string, number> = {
  "node-libvirt": 0,
  xml: 0,
  filter: 0,
  db: 1,
  csv: 1,
  audit: 2,
  secrets: 1,
  inventory: 2,
  operations: 2,
  rights: 2,
  access: 3,
  people: 3,
  hosts: 3,
  machines: 3,
  projects: 3,
  database: 3,
  migrations: 3,
  consoles: 3,
  tokens: 3,
  webhooks: 3,
  metrics: 3,
  api: 4,
  rest: 4,
  http: 5,
};
const roomOf = (path: string): string => path.split("/")[1] ?? "";

function complaint({ from, to, typeOnly }: Import): string | undefined {
  if (isTest(from)) return undefined;
  if (from.startsWith("app/") && to.startsWith("server/"))
    return typeOnly || openToBrowser.test(to)
      ? undefined
      : "app may take types, schemas and problem codes from server, nothing else";
  if (from.startsWith("app/") && to.startsWith("app/"))
    return appLayer(to) <= appLayer(from) ? undefined : "a lower layer of app imports a higher one";
  if (from.startsWith("server/") && (to.startsWith("app/") || to.startsWith("e2e/")))
    return "server knows nothing of app or e2e";
  if (from.startsWith("server/") && to.startsWith("server/"))
    return serverComplaint({ from, to, typeOnly });
  return undefined;
}

function serverComplaint({ from, to, typeOnly }: Import): string | undefined {
  const [a, b] = [roomOf(from), roomOf(to)];
  if (a === b) return undefined;
  if (a === "node-libvirt" || a === "xml")
    return to === "server/problem.ts" || typeOnly ? undefined : `${a} stands on its own`;
  if (b === "node-libvirt" && to !== "server/node-libvirt/index.ts")
    return "node-libvirt is used through its public surface";
  if (to.endsWith("/internal.ts")) return "internal.ts is its folder's own";
  const [rankA, rankB] = [serverRank[a], serverRank[b]];
  if (rankA === undefined || rankB === undefined || typeOnly) return undefined;
  return rankB <= rankA || openToBrowser.test(to) ? undefined : `${a} may not import ${b}`;
}

/** Tarjan's components over value imports; type imports vanish at run time. */
function cycles(edges: Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to, typeOnly } of edges)
    if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node) ?? 0);
    stack.push(node);
    for (const to of next.get(node) ?? []) {
      if (!index.has(to)) visit(to);
      if (stack.includes(to)) low.set(node, Math.min(low.get(node) ?? 0, low.get(to) ?? 0));
    }
    if (low.get(node) !== index.get(node)) return;
    const component = stack.splice(stack.indexOf(node));
    if (component.length > 1) found.push(component);
  };
  for (const node of next.keys()) if (!index.has(node)) visit(node);
  return found;
}

const LINE_CAP = 300;
const PROTOCOL_LINE_CAP = 400;
const BANNED_NAMES = /(^|\/)(utils?|helpers?|common|manager|misc)\.tsx?$/;

function sizeComplaints(): string[] {
  return sources
    .filter((path) => !path.endsWith(".gen.ts") && !isTest(path))
    .flatMap((path) => {
      const lines = readFileSync(path, "utf8").split("\n").length - 1;
      const cap = path.startsWith("server/node-libvirt/") ? PROTOCOL_LINE_CAP : LINE_CAP;
      const long = lines > cap ? [`${path}: ${lines} lines, more than ${cap}`] : [];
      return BANNED_NAMES.test(path) ? [...long, `${path}: a name that says nothing`] : long;
    });
}

const edges = sources.flatMap(importsOf);
const complaints = [
  ...edges.flatMap((edge) => {
    const why = complaint(edge);
    return why ? [`${edge.from} → ${edge.to}: ${why}`] : [];
  }),
  ...cycles(edges).map((ring) => `cycle: ${ring.join(" → ")}`),
  ...sizeComplaints(),
];
for (const line of complaints) console.error(line);
console.log(`${sources.length} files, ${edges.length} imports, ${complaints.length} complaints`);
process.exit(complaints.length ? 1 : 0);
