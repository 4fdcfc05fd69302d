import { hostname } from "node:os";
import type { LibvirtUri } from "node-libvirt";
import { visibleText } from "../inventory/visible-text";

const NAME_CHARACTERS_MAX = 64;

/** The host's own short name, else its address; numbered when it is taken. */
export function suggestName(
  uri: LibvirtUri,
  taken: ReadonlySet<string>,
  ownName: string | null = null,
): string {
  const name = visibleText(baseName(uri, ownName), NAME_CHARACTERS_MAX - 4);
  if (!taken.has(name)) return name;
  let n = 2;
  while (taken.has(`${name}-${n}`)) n++;
  return `${name}-${n}`;
}

function baseName(uri: LibvirtUri, ownName: string | null): string {
  if (uri.driver === "test") return testName(uri.path);
  const name = ownName?.trim() || uri.host || hostname();
  return /^[\d.]+$|:/.test(name) ? name : (name.split(".")[0] ?? name);
}

/** `/default` → test-default, `/tmp/fleet/kvm7.xml` → kvm7 */
function testName(path: string): string {
  const file = /([^/]+)\.xml$/.exec(path)?.[1];
  return file ?? `test-${path.replace(/^\//, "").replaceAll("/", "-")}`;
}
