import { emailOf } from "../access/auth";
import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { AppError } from "../problem";
import { personOrThrow } from "./internal";
import type { RenamePersonInput } from "./schema";

export async function renamePerson(ctx: VerbContext, input: RenamePersonInput): Promise<void> {
  const { audit, writer } = ctx.runtime;
  const { personId, name } = input;
  await writer.transaction(async (tx) => {
    const person = await personOrThrow(tx, personId);
    const taken = await tx.user.count({ where: { username: name, id: { not: personId } } });
    if (taken > 0) throw new AppError({ code: "nameTaken" });
    await tx.user.update({
      where: { id: personId },
      data: { name, username: name, email: emailOf(name) },
    });
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "person.rename",
      objects: [person.object],
      decision: "allowed",
      before: { name: person.name },
      after: { name },
    });
  });
}
