import { LibvirtError, TransportError } from "node-libvirt";
import { isDatabaseAway } from "../db/until-free";
import { problemOfHostError } from "../hosts/problem-of";
import type { FailureJudge } from "../operations/engine-types";
import { AppError, type ProblemCode } from "../problem";

/** The line was lost, not the question answered. */
const silence: readonly ProblemCode[] = ["hostOffline", "connectionLost", "hostTimeout"];

/** A daemon that answered has told; silence, a lost line or a bug of ours leaves the effect unknown. */
export const judgeFailure: FailureJudge = (error) => ({
  problem: isDatabaseAway(error) ? { code: "databaseAway" } : problemOfHostError(error),
  effectKnown:
    error instanceof AppError
      ? !silence.includes(error.problem.code)
      : error instanceof LibvirtError || error instanceof TransportError,
});
