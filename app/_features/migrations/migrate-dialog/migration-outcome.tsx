"use client";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleSlash, CircleX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { machinePath } from "@/app/_lib/machine-key";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import type { OperationView } from "@/server/operations/types";
import { MigrationFigures } from "../migration-figures";

interface MigrationOutcomeProps {
  operation: OperationView;
  /** The person goes to another page from here. */
  onLeave: () => void;
}

/** How it ended, with the true reason, and where the machine is now. */
export function MigrationOutcome({ operation, onLeave }: MigrationOutcomeProps) {
  const t = useTranslations("migrations.outcome");
  const trpc = useTRPC();
  const record = useQuery(trpc.migrations.get.queryOptions({ id: operation.id }));
  const { target, destination } = operation;
  const succeeded = operation.state === "succeeded";
  const Icon = succeeded ? CircleCheck : operation.state === "cancelled" ? CircleSlash : CircleX;
  const tone = succeeded
    ? "text-run-dot"
    : operation.state === "cancelled"
      ? "text-text-3"
      : "text-err-dot";
  const at = succeeded ? destination : { hostId: target.hostId, hostName: target.hostName };
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="flex items-center gap-2 font-semibold text-md">
        <Icon className={`size-5 ${tone}`} aria-hidden="true" />
        {t(sentenceOf(operation), {
          name: target.name,
          from: target.hostName ?? "",
          to: destination?.hostName ?? "",
        })}
      </p>
      {operation.problem && !succeeded && (
        <ProblemAlert
          problem={operation.problem}
          tone={operation.state === "cancelled" ? "warn" : "err"}
        />
      )}
      {record.data && <MigrationFigures migration={record.data} />}
      {at?.hostId && target.uuid && (
        <div className="flex flex-wrap gap-2">
          <Button asChild>
            <Link href={machinePath({ hostId: at.hostId, uuid: target.uuid })} onClick={onLeave}>
              {t("openMachine")}
            </Link>
          </Button>
          <Button asChild variant="ghost">
            <Link href={`/migrations?id=${operation.id}`} onClick={onLeave}>
              {t("openHistory")}
            </Link>
          </Button>
        </div>
      )}
    </div>
  );
}

function sentenceOf({ state }: OperationView) {
  if (state === "succeeded" || state === "cancelled") return state;
  return state === "abandoned" ? "abandoned" : "failed";
}
