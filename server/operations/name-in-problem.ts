import type { Problem } from "../problem";
import type { OperationView } from "./types";

/** The sentence names the machine and the host it is about, where the error did not. */
export function nameIn(problem: Problem, { target }: Pick<OperationView, "target">): Problem {
  const { name, uuid, hostName } = target;
  const named = {
    ...(uuid === null ? {} : { machine: name }),
    ...(hostName === null ? {} : { host: hostName }),
  };
  return { ...problem, params: { ...named, ...problem.params } };
}
