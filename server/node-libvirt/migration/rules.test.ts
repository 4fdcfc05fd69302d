import { describe, expect, test } from "vitest";
import { ConnectionClosedError } from "../errors/errors";
import { LibvirtError } from "../errors/libvirt-error";
import {
  VIR_ERR_MIGRATE_FINISH_OK,
  VIR_ERR_NO_DOMAIN,
  VIR_ERR_OPERATION_FAILED,
  VIR_ERR_OPERATION_INVALID,
  VIR_FROM_QEMU,
  VIR_MIGRATE_ABORT_ON_ERROR,
  VIR_MIGRATE_AUTO_CONVERGE,
  VIR_MIGRATE_CHANGE_PROTECTION,
  VIR_MIGRATE_LIVE,
  VIR_MIGRATE_PAUSED,
} from "../protocol/constants.gen";
import { type Failure, phaseFlags, truerReason, undoOf } from "./rules";
import { migrationPhases } from "./types";

const VIR_FROM_RPC = 7;

function daemonError(
  code: number,
  domain = VIR_FROM_QEMU,
  message = `error ${code}`,
): LibvirtError {
  const fields = { dom: null, str1: null, str2: null, str3: null, int1: 0, int2: 0, net: null };
  const procedure = { name: "x", number: 1, program: 1 };
  return new LibvirtError({ code, domain, message, level: 2, ...fields }, procedure);
}

function failure(parts: Partial<Failure>): Failure {
  return { phase: "perform", isStop: false, isAnswered: true, isProtected: true, ...parts };
}

const everyFailure = migrationPhases.flatMap((phase) =>
  [true, false].flatMap((isStop) =>
    [true, false].flatMap((isAnswered) =>
      [true, false].map((isProtected) => ({ phase, isStop, isAnswered, isProtected })),
    ),
  ),
);

describe("undoOf", () => {
  test.each([
    ["a failed begin needs nothing", { phase: "begin" }, [false, false]],
    ["a failed prepare ends the source's job", { phase: "prepare" }, [false, true]],
    [
      "a failed prepare without such a job needs nothing",
      { phase: "prepare", isProtected: false },
      [false, false],
    ],
    ["a failed perform has undone itself at the source", { phase: "perform" }, [true, false]],
    [
      "a perform without an answer still clears the destination",
      { phase: "perform", isAnswered: false },
      [true, false],
    ],
    ["stopped before perform, both are told", { phase: "perform", isStop: true }, [true, true]],
    ["stopped before finish, both are told", { phase: "finish", isStop: true }, [true, true]],
    ["a refused finish lets the source go on", { phase: "finish" }, [false, true]],
    ["a failed confirm needs nothing", { phase: "confirm" }, [false, false]],
  ] as const)("%s", (_name, parts, [finishCancelled, confirmCancelled]) => {
    expect(undoOf(failure(parts))).toEqual({
      finishCancelled,
      confirmCancelled,
      isIndeterminate: false,
    });
  });

  test("the source is never resumed while the destination may be running", () => {
    const risky = everyFailure.filter(
      (one) => one.phase === "finish" && !one.isStop && !one.isAnswered,
    );
    expect(risky).toHaveLength(2);
    for (const one of risky) {
      expect(undoOf(one)).toEqual({
        finishCancelled: false,
        confirmCancelled: false,
        isIndeterminate: true,
      });
    }
  });

  test("only a lost answer to finish leaves the outcome open", () => {
    const open = everyFailure.filter((one) => undoOf(one).isIndeterminate);
    expect(open.every((one) => one.phase === "finish" && !one.isAnswered && !one.isStop)).toBe(
      true,
    );
  });
});

describe("truerReason", () => {
  const vague = daemonError(VIR_ERR_OPERATION_FAILED);
  const telling = daemonError(1, VIR_FROM_QEMU, "qemu unexpectedly closed the monitor");
  test.each([
    ["the destination's QEMU explains a vague failure", vague, telling, telling],
    ["nothing to add", vague, daemonError(VIR_ERR_MIGRATE_FINISH_OK), vague],
    ["no finish error", vague, undefined, vague],
    ["the destination did not answer", vague, new ConnectionClosedError("lost"), vague],
    ["a destination error that is not QEMU's", vague, daemonError(1, VIR_FROM_RPC), vague],
    ["a failure that is already exact", daemonError(VIR_ERR_OPERATION_INVALID), telling, undefined],
    [
      "a vague failure that is not QEMU's",
      daemonError(VIR_ERR_OPERATION_FAILED, 0),
      telling,
      undefined,
    ],
    ["the source did not answer", new ConnectionClosedError("lost"), telling, undefined],
    ["a missing guest", daemonError(VIR_ERR_NO_DOMAIN), telling, undefined],
  ])("%s", (_name, perform, finish, want) => {
    expect(truerReason(perform, finish)).toBe(want ?? perform);
  });
});

describe("phaseFlags", () => {
  const wished = VIR_MIGRATE_LIVE | VIR_MIGRATE_ABORT_ON_ERROR | VIR_MIGRATE_AUTO_CONVERGE;

  test("protection is the source's, and what only the source understands stays there", () => {
    expect(phaseFlags(wished, { isProtected: true, isPaused: false })).toEqual({
      source: wished | VIR_MIGRATE_CHANGE_PROTECTION,
      destination: VIR_MIGRATE_LIVE,
    });
  });

  test("a paused guest arrives paused", () => {
    expect(phaseFlags(VIR_MIGRATE_LIVE, { isProtected: false, isPaused: true })).toEqual({
      source: VIR_MIGRATE_LIVE | VIR_MIGRATE_PAUSED,
      destination: VIR_MIGRATE_LIVE | VIR_MIGRATE_PAUSED,
    });
  });
});
