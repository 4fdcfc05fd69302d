import { describe, expect, it } from "vitest";
import { type Copy, copies, copyOf } from "./copies";
import { type Decision, decide, type MigrationFacts, type Step } from "./decide";

const flags = [
  "wasRunning",
  "handOver",
  "handedOver",
  "rollingBack",
  "cancelRequested",
  "stalled",
] as const satisfies readonly (keyof MigrationFacts)[];

const usual: MigrationFacts = {
  wasRunning: true,
  handOver: true,
  handedOver: false,
  rollingBack: false,
  cancelRequested: false,
  stalled: false,
};

/** Every pair of copies under every combination of facts: 14 × 14 × 64. */
function* everyCase(): Generator<{ source: Copy; destination: Copy; facts: MigrationFacts }> {
  for (let bits = 0; bits < 2 ** flags.length; bits++) {
    const facts = { ...usual };
    flags.forEach((flag, i) => {
      facts[flag] = (bits & (1 << i)) !== 0;
    });
    for (const source of copies)
      for (const destination of copies) yield { source, destination, facts };
  }
}

function violations(
  wrong: (
    found: Decision,
    at: { source: Copy; destination: Copy; facts: MigrationFacts },
  ) => boolean,
): string[] {
  const found: string[] = [];
  for (const at of everyCase()) {
    const decision = decide(at.source, at.destination, at.facts);
    if (wrong(decision, at)) found.push(JSON.stringify({ ...at, decision }));
  }
  return found;
}

const takes = (decision: Decision, step: Step) => decision.do === "step" && decision.step === step;
const off: readonly Copy[] = ["offMigrated", "offFailed", "offStopped"];
const dead: readonly Copy[] = ["absent", ...off];

describe("over the whole cross product", () => {
  it("answers every case", () => {
    expect([...everyCase()].length).toBe(14 * 14 * 64);
    expect(violations((decision) => decision === undefined)).toEqual([]);
  });

  it("the destination may run only when the source is proven dead", () => {
    expect(
      violations((d, at) => takes(d, "resumeDestination") && !dead.includes(at.source)),
    ).toEqual([]);
  });

  it("the source may run again only when the destination is proven to have nothing", () => {
    expect(violations((d, at) => takes(d, "resumeSource") && at.destination !== "absent")).toEqual(
      [],
    );
  });

  it("nothing is resumed at the source once the destination was let run", () => {
    expect(violations((d, at) => takes(d, "resumeSource") && at.facts.handedOver)).toEqual([]);
  });

  it("the source's copy is destroyed only when it is held and the destination's has executed", () => {
    const safe = (source: Copy, destination: Copy) =>
      source === "held" && ["running", "pausedRan"].includes(destination);
    expect(
      violations((d, at) => takes(d, "destroySource") && !safe(at.source, at.destination)),
    ).toEqual([]);
  });

  it("the destination's copy is destroyed only when it never executed and the source has the machine whole", () => {
    const whole: readonly Copy[] = ["running", "paused", "pausedRan", "held"];
    const unused: readonly Copy[] = ["paused", "incoming"];
    expect(
      violations(
        (d, at) =>
          takes(d, "destroyDestination") &&
          !(
            whole.includes(at.source) &&
            unused.includes(at.destination) &&
            (at.destination === "incoming" || !at.facts.handedOver)
          ),
      ),
    ).toEqual([]);
  });

  it("two running copies are never decided by a program", () => {
    const runs: readonly Copy[] = ["running", "postCopy"];
    expect(
      violations(
        (d, at) => at.source === "running" && runs.includes(at.destination) && d.do !== "hold",
      ),
    ).toEqual([]);
    expect(decide("running", "running", usual)).toEqual({
      do: "hold",
      code: "migrationSplitBrain",
    });
  });

  it("nothing ends while a host that may hold a copy does not answer", () => {
    expect(
      violations(
        (d, at) =>
          [at.source, at.destination].includes("unreachable") &&
          d.do === "end" &&
          ![at.source, at.destination].includes("removed"),
      ),
    ).toEqual([]);
  });

  it("nothing ends, and nothing but a wanted abort happens, while the source still sends", () => {
    expect(
      violations(
        (d, at) =>
          at.source === "migrating" &&
          at.destination !== "removed" &&
          !(d.do === "wait" || (takes(d, "abortJob") && at.facts.cancelRequested)),
      ),
    ).toEqual([]);
  });

  it("no definition is removed from the only host that knows the machine", () => {
    expect(
      violations(
        (d, at) =>
          takes(d, "undefineSource") &&
          dead.includes(at.destination) &&
          at.destination !== "offStopped",
      ),
    ).toEqual([]);
    expect(
      violations((d, at) => takes(d, "undefineDestination") && at.source === "absent"),
    ).toEqual([]);
  });

  it("success is only said of a machine the destination has", () => {
    const has: readonly Copy[] = ["running", "paused", "pausedRan", "migrating", "offStopped"];
    expect(
      violations(
        (d, at) => d.do === "end" && d.state === "succeeded" && !has.includes(at.destination),
      ),
    ).toEqual([]);
  });

  it("cancelled is only said where cancelling was asked for", () => {
    expect(
      violations((d, at) => d.do === "end" && d.state === "cancelled" && !at.facts.cancelRequested),
    ).toEqual([]);
  });

  it("steps that work lead to an end or a person within six of them", () => {
    const stuck: string[] = [];
    for (const at of everyCase()) {
      const last = play(at);
      if (last.do === "step") stuck.push(JSON.stringify(at));
    }
    expect(stuck).toEqual([]);
  });
});

/** A world in which every step does what it says. */
function play(at: { source: Copy; destination: Copy; facts: MigrationFacts }): Decision {
  let { source, destination } = at;
  const facts = { ...at.facts };
  let decision = decide(source, destination, facts);
  for (let i = 0; i < 6 && decision.do === "step"; i++) {
    switch (decision.step) {
      case "abortJob":
        source = "running";
        destination = "absent";
        break;
      case "resumeDestination":
        facts.handedOver = true;
        destination = "running";
        break;
      case "resumeSource":
        source = "running";
        break;
      case "destroyDestination":
        facts.rollingBack = true;
        destination = destination === "incoming" ? "absent" : "offStopped";
        break;
      case "undefineDestination":
        destination = "absent";
        break;
      case "destroySource":
        source = "offStopped";
        break;
      case "undefineSource":
        source = "absent";
        break;
    }
    decision = decide(source, destination, facts);
  }
  return decision;
}

describe("the rows that were met on real hosts", () => {
  const rows: [
    name: string,
    source: Copy,
    destination: Copy,
    facts: Partial<MigrationFacts>,
    Decision,
  ][] = [
    ["adopted while it copies", "migrating", "incoming", {}, { do: "wait" }],
    [
      "cancel asked for while it copies",
      "migrating",
      "incoming",
      { cancelRequested: true },
      { do: "step", step: "abortJob" },
    ],
    [
      "given up by libvirt",
      "running",
      "absent",
      {},
      { do: "end", state: "failed", code: "migrationRolledBack" },
    ],
    [
      "cancelled",
      "running",
      "absent",
      { cancelRequested: true },
      { do: "end", state: "cancelled", code: "migrationCancelled" },
    ],
    [
      "incoming left behind",
      "running",
      "incoming",
      { stalled: true },
      { do: "step", step: "destroyDestination" },
    ],
    [
      "source resumed while the destination waits",
      "running",
      "paused",
      {},
      { do: "step", step: "destroyDestination" },
    ],
    [
      "stale definition at the destination",
      "running",
      "offFailed",
      {},
      { do: "step", step: "undefineDestination" },
    ],
    ["handed over", "absent", "paused", {}, { do: "step", step: "resumeDestination" }],
    [
      "handed over and running",
      "absent",
      "running",
      { handedOver: true },
      { do: "end", state: "succeeded" },
    ],
    [
      "cancel came too late",
      "absent",
      "running",
      { cancelRequested: true },
      { do: "end", state: "succeeded", code: "migrationTooLate" },
    ],
    [
      "killed between finish and confirm",
      "held",
      "running",
      {},
      { do: "step", step: "destroySource" },
    ],
    [
      "killed between finish and confirm, hand-over",
      "held",
      "paused",
      {},
      { do: "step", step: "destroyDestination" },
    ],
    [
      "killed between perform and finish",
      "held",
      "absent",
      {},
      { do: "step", step: "resumeSource" },
    ],
    ["held, destination silent", "held", "unreachable", {}, { do: "hold", code: "hostOffline" }],
    [
      "split brain",
      "running",
      "running",
      { handOver: false },
      { do: "hold", code: "migrationSplitBrain" },
    ],
    [
      "source silent, destination runs",
      "unreachable",
      "running",
      {},
      { do: "hold", code: "migrationHeld" },
    ],
    [
      "guest process died",
      "offStopped",
      "absent",
      {},
      { do: "end", state: "failed", code: "machineStateWrong" },
    ],
    ["post-copy broke", "postCopyFailed", "postCopy", {}, { do: "hold", code: "migrationHeld" }],
    ["lost", "absent", "absent", {}, { do: "end", state: "failed", code: "migrationLost" }],
    [
      "paused by a person before: arrives paused",
      "absent",
      "paused",
      { wasRunning: false },
      { do: "end", state: "succeeded" },
    ],
  ];
  it.each(rows)("%s", (_name, source, destination, facts, expected) => {
    expect(decide(source, destination, { ...usual, ...facts })).toEqual(expected);
  });
});

describe("what a look at a host means", () => {
  it("a pause by a migration is held at the source and incoming at the destination", () => {
    const look = { state: "paused", reason: "migration", leaving: false } as const;
    expect(copyOf("source", look)).toBe("held");
    expect(copyOf("destination", look)).toBe("incoming");
    expect(copyOf("source", { ...look, leaving: true })).toBe("migrating");
  });

  it("a pause by an I/O error proves that the copy has executed", () => {
    expect(copyOf("destination", { state: "paused", reason: "ioError", leaving: false })).toBe(
      "pausedRan",
    );
    expect(copyOf("destination", { state: "paused", reason: "user", leaving: false })).toBe(
      "paused",
    );
  });

  it("no answer about a machine is its absence; an unknown state is not", () => {
    expect(copyOf("source", undefined)).toBe("absent");
    expect(copyOf("source", { state: "unknown", reason: "none", leaving: false })).toBe(
      "unreachable",
    );
  });
});
