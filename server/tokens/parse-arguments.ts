import { parseArgs } from "node:util";
import { z } from "zod";
import { BuiltInRole } from "../rights/schema";
import { SourceCidr, TOKEN_MAX_HOURS, tokenName } from "./schema";

const HOUR_MS = 3_600_000;
const unitMs: Record<string, number> = { m: 60_000, h: HOUR_MS, d: 24 * HOUR_MS, w: 168 * HOUR_MS };

export const usage = `npm run -s token -- --name NAME --role ROLE [--role ROLE] --expires 1h|30d|12w
                   [--scope fleet|project:NAME|machine:UUID|host:NAME] [--from CIDR]
ROLE is one of ${BuiltInRole.options.join(", ")}, or the name of a custom role.`;

/** Where a token made on the command line reaches; names are looked up in the database. */
export type NamedScope =
  | { kind: "fleet" }
  | { kind: "project" | "host"; name: string }
  | { kind: "machine"; uuid: string };

const ScopeText = z.string().transform((text, issues): NamedScope => {
  const [kind = "", name = ""] = text.split(/:(.*)/s);
  if (text === "fleet") return { kind: "fleet" };
  if ((kind === "project" || kind === "host") && name) return { kind, name };
  const uuid = z.guid().safeParse(name.toLowerCase());
  if (kind === "machine" && uuid.success) return { kind, uuid: uuid.data };
  issues.addIssue({ code: "custom", message: `no scope: ${text}` });
  return z.NEVER;
});

const Duration = z.string().transform((text, issues): number => {
  const [, amount, unit = ""] = /^(\d{1,4})([mhdw])$/.exec(text) ?? [];
  const ms = Number(amount) * (unitMs[unit] ?? Number.NaN);
  if (ms > 0 && ms <= TOKEN_MAX_HOURS * HOUR_MS) return ms;
  issues.addIssue({ code: "custom", message: `not a time up to a year: ${text}` });
  return z.NEVER;
});

const Arguments = z.strictObject({
  name: tokenName,
  role: z.array(z.string().min(1)).min(1),
  expires: Duration,
  scope: ScopeText.default({ kind: "fleet" }),
  from: SourceCidr.optional(),
});
export type TokenArguments = z.infer<typeof Arguments>;

/** Throws an error that names what is wrong. */
export function parseArguments(args: string[]): TokenArguments {
  const { values } = parseArgs({
    args,
    options: {
      name: { type: "string" },
      role: { type: "string", multiple: true },
      expires: { type: "string" },
      scope: { type: "string" },
      from: { type: "string" },
    },
  });
  return Arguments.parse(values);
}
