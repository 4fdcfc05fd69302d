import { AppError, type Problem } from "../problem";
import type { Requirement } from "./schema";

/** A right was missing. What may not be seen is answered like what does not exist; the audit knows better. */
export class DeniedError extends AppError {
  readonly requirement: Requirement;

  constructor(problem: Problem, requirement: Requirement) {
    super(problem);
    this.name = "DeniedError";
    this.requirement = requirement;
  }
}
