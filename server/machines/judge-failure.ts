import { LibvirtError, TransportError } from "node-libvirt";
import { problemOfHostError } from "../hosts/problem-of";
import type { FailureJudge } from "../operations/engine-types";
import { AppError } from "../problem";

/** A daemon that answered has told; silence, a lost line or a bug of ours leaves the effect unknown. */
export const judgeFailure: FailureJudge = (error) => ({
  problem: problemOfHostError(error),
  effectKnown:
    error instanceof AppError || error instanceof LibvirtError || error instanceof TransportError,
});
