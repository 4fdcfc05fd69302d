import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import { maySee } from "./may";
import type { OperationDetail } from "./types";
import { readData, toView } from "./view";

export async function getOperation(
  ctx: VerbContext,
  input: { id: string },
): Promise<OperationDetail> {
  const { db, operations } = ctx.runtime;
  const record = await db.operation.findUnique({
    where: { id: input.id },
    include: { events: { orderBy: { n: "asc" } } },
  });
  const view = record && (operations.open(input.id) ?? toView(record, false));
  if (!view || !maySee(ctx.rights, view)) throw new AppError({ code: "notFound" });
  return {
    ...view,
    events: record.events.map(({ n, at, phase, kind, data }) => ({
      n,
      atMs: at.getTime(),
      phase,
      kind,
      data: readData(data),
    })),
    evidence: record.evidence === null ? null : readData(record.evidence),
  };
}
