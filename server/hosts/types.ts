import type { Problem } from "../problem";

/** A line the person typed, understood or not. */
export interface ParsedAddress {
  line: number;
  text: string;
  uri: string | null;
  suggestedName: string | null;
  problem: Problem | null;
}

export const connectStepNames = [
  "resolve",
  "reach",
  "hostKey",
  "signIn",
  "socket",
  "version",
  "kvm",
  "machines",
] as const;
export type ConnectStepName = (typeof connectStepNames)[number];

/** One line of the connect checklist. */
export interface ConnectStep {
  name: ConnectStepName;
  status: "running" | "pass" | "warn" | "fail" | "skipped";
  /** Facts for the line's text: address, fingerprint, version, counts, ms. */
  params: Record<string, string | number>;
  problem: Problem | null;
}

export type ProbeMessage =
  | { kind: "step"; step: ConnectStep }
  | {
      kind: "verdict";
      ok: boolean;
      hostname: string | null;
      suggestedName: string | null;
      machineCount: number | null;
      hostKeySha256: string | null;
    };

/** The product's own SSH key, with the one line that installs it. */
export interface SshIdentity {
  publicKey: string;
  sha256: string;
  installLine: string;
}

/** A libvirt socket of this very machine, offered as the first host. */
export interface LocalSocket {
  path: string;
  uri: string;
  readable: boolean;
}
