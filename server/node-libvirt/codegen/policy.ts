import type { IrProcedure } from "./ir";

/**
 * What the protocol description does not say: names, and the exceptions. Everything here is a rule
 * or an exact name; the emitter only asks.
 */

/** These pass file descriptors over a local socket, which no JavaScript stream can carry. */
const NEEDS_DESCRIPTORS = new Set([
  "DOMAIN_OPEN_GRAPHICS",
  "DOMAIN_OPEN_GRAPHICS_FD",
  "DOMAIN_CREATE_XML_WITH_FILES",
  "DOMAIN_CREATE_WITH_FILES",
  "DOMAIN_FD_ASSOCIATE",
  "DOMAIN_MONITOR_COMMAND_WITH_FILES",
]);

/** Opens a stream, but carries no annotation because libvirt's own stub is hand-written. */
const STREAM_WITHOUT_ANNOTATION: Record<string, "read" | "write"> = {
  DOMAIN_MIGRATE_PREPARE_TUNNEL3_PARAMS: "write",
};

/** A structure whose plain name would hide a global. */
const TYPE_NAMES: Record<string, string> = { remote_error: "RemoteError" };

/** Number-to-name tables worth their bytes at run time. */
export const NAMED_ENUMS = new Set([
  "virErrorNumber",
  "virErrorDomain",
  "virErrorLevel",
  "virDomainState",
]);

export function isCallable(procedure: IrProcedure): boolean {
  return !procedure.msg && !NEEDS_DESCRIPTORS.has(procedure.name);
}

export function streamOf(procedure: IrProcedure): "read" | "write" | undefined {
  return procedure.stream ?? STREAM_WITHOUT_ANNOTATION[procedure.name];
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** `callbackID` → `callbackId`, `rx_bytes` → `rxBytes`, `oldMAC` → `oldMac`. */
export function fieldName(name: string): string {
  const [first = "", ...rest] = name
    .replace(/[A-Z]{2,}(?=s?$|s?_|[A-Z][a-z])/g, (run) => capitalised(run.toLowerCase()))
    .split("_")
    .filter(Boolean);
  return first + rest.map(capitalised).join("");
}

/** `remote_nonnull_domain` → `Domain`, `qemu_domain_attach_args` → `QemuDomainAttachArgs`. */
export function typeName(name: string): string {
  const given = TYPE_NAMES[name];
  if (given) return given;
  const bare = name.replace(/^remote_(nonnull_)?/, "");
  return bare.split("_").map(capitalised).join("");
}

/** `DOMAIN_LOOKUP_BY_UUID` → `domainLookupByUuid`. */
export function methodName(name: string): string {
  return fieldName(name.toLowerCase());
}

interface EventRule {
  family: string;
  /** The name of the event's number in the public headers; absent where the daemon has none. */
  idName?: string;
}

const EVENT_FAMILIES: [pattern: RegExp, family: string, idPrefix: string][] = [
  [/^DOMAIN_EVENT_(?:CALLBACK_)?/, "domain", "VIR_DOMAIN_EVENT_ID_"],
  [/^NETWORK_EVENT_(?:CALLBACK_)?/, "network", "VIR_NETWORK_EVENT_ID_"],
  [/^STORAGE_POOL_EVENT_/, "storagePool", "VIR_STORAGE_POOL_EVENT_ID_"],
  [/^NODE_DEVICE_EVENT_/, "nodeDevice", "VIR_NODE_DEVICE_EVENT_ID_"],
  [/^SECRET_EVENT_/, "secret", "VIR_SECRET_EVENT_ID_"],
];

/** How an event message is subscribed to; undefined for the old messages without a callback id. */
export function eventRule(
  program: string,
  procedure: IrProcedure,
  fields: string[],
): EventRule | undefined {
  if (procedure.name === "CONNECT_EVENT_CONNECTION_CLOSED") return { family: "connection" };
  if (fields[0] !== "callbackID") return undefined;
  if (program === "qemu") return { family: "monitor" };
  for (const [pattern, family, idPrefix] of EVENT_FAMILIES) {
    if (pattern.test(procedure.name)) {
      return { family, idName: idPrefix + procedure.name.replace(pattern, "") };
    }
  }
  throw new Error(`no event family for ${procedure.name}`);
}
