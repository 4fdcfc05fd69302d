export type LabErrorCode =
  | "not-linux"
  | "not-root"
  | "packages-missing"
  | "command-failed"
  | "timed-out"
  | "state-unreadable"
  | "busy"
  | "no-subnet"
  | "not-up"
  | "unsupported"
  | "register"
  | "usage"
  | "residue";

export class LabError extends Error {
  constructor(
    readonly code: LabErrorCode,
    message: string,
  ) {
    super(message);
    this.name = "LabError";
  }
}
