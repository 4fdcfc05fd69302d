import type { XmlElement } from "../element";
import { XmlError } from "../errors";
import { readXml } from "../read";
import { readAttribute, readText } from "../values";
import type { GuestCapability, HostCapabilities } from "./types";

const MAX_LIST = 64;

/** The facts of `<capabilities>`. Throws XmlError. */
export function parseCapabilities(xml: string): HostCapabilities {
  const root = readXml(xml);
  if (root.name !== "capabilities") throw new XmlError("unexpectedRoot", "not <capabilities>");
  const host = root.child("host");
  const cpu = host?.child("cpu");
  const arch = readText(cpu?.child("arch"), 64);
  const guests = root.children("guest").slice(0, MAX_LIST).map(parseGuest);
  const facts: HostCapabilities = {
    hostUuid: readText(host?.child("uuid"), 64),
    arch,
    cpuVendor: readText(cpu?.child("vendor"), 64),
    cpuFeatures: cpu?.children("feature").length ?? 0,
    migrationTransports: texts(
      host?.child("migration_features")?.child("uri_transports"),
      "uri_transport",
    ),
    securityModels: readSecurityModels(host),
    guests,
    iommu: readIommu(host?.child("iommu")),
    kvm: offersKvm(guests, arch) && canVirtualise(cpu, arch),
  };
  return structuredClone(facts);
}

function parseGuest(guest: XmlElement): GuestCapability {
  const arch = guest.child("arch");
  const domains = arch?.children("domain") ?? [];
  return {
    osType: readText(guest.child("os_type"), 64) ?? "unknown",
    arch: readAttribute(arch, "name") ?? "unknown",
    domainTypes: domains
      .flatMap((domain) => readAttribute(domain, "type") ?? [])
      .slice(0, MAX_LIST),
    machines: arch?.children("machine").length ?? 0,
  };
}

function readSecurityModels(host: XmlElement | undefined): string[] {
  const models = host?.children("secmodel").slice(0, MAX_LIST) ?? [];
  return models.flatMap((model) => readText(model.child("model"), 64) ?? []);
}

/** null on hosts before libvirt 4.8, which do not say. */
function readIommu(iommu: XmlElement | undefined): boolean | null {
  const support = iommu?.attr("support") ?? null;
  return support === null ? null : support === "yes";
}

const offersKvm = (guests: GuestCapability[], arch: string | null): boolean =>
  guests.some((guest) => guest.arch === arch && guest.domainTypes.includes("kvm"));

/** x86 models whose definition contains `svm`, so that it is not named again as a feature. */
const MODELS_WITH_SVM = /^(EPYC|Opteron_G[2-9]|Dhyana|phenom|qemu64)/;

/**
 * libvirt offers KVM wherever /dev/kvm opens, also inside a virtual machine whose CPU cannot nest;
 * there no guest starts. On x86 the CPU itself has to name the extension.
 */
function canVirtualise(cpu: XmlElement | undefined, arch: string | null): boolean {
  if (arch !== "x86_64" && arch !== "i686") return true;
  const named = cpu?.children("feature").some((f) => ["vmx", "svm"].includes(f.attr("name") ?? ""));
  return named === true || MODELS_WITH_SVM.test(cpu?.child("model")?.text ?? "");
}

const texts = (parent: XmlElement | undefined, name: string): string[] =>
  parent
    ?.children(name)
    .slice(0, MAX_LIST)
    .flatMap((element) => readText(element, 64) ?? []) ?? [];
