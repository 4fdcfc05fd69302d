import { AppError } from "../problem";
import type { FilterComplaint } from "./terms";

type Complaint = Pick<FilterComplaint, "kind" | "text" | "key"> &
  Partial<Pick<FilterComplaint, "suggestion">>;

/** A program gets no half-understood filter: a term left out would widen what it acts on. */
export function refuseComplaints([first]: readonly Complaint[]): void {
  if (!first) return;
  const { text, kind, key, suggestion } = first;
  throw new AppError({
    code: "filterWrong",
    params: { term: text, why: kind, key, ...(suggestion ? { suggestion } : {}) },
  });
}
