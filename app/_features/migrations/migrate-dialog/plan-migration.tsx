"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useReducer, useState } from "react";
import { CodeBlock } from "@/app/_components/code-block";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useHost, useMachine } from "@/app/_lib/fleet-store";
import { newIntent } from "@/app/_lib/intent-key";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import type { MachineKey } from "@/server/machines/schema";
import { ReasonField } from "../../audit/reason-field";
import { useReasonNeeded } from "../../audit/use-audit-access";
import { DestinationList } from "./destination-list";
import { canStart, emptyPlan, optionsOf, type Plan, planned } from "./plan";
import { PlanOptions } from "./plan-options";
import { PrecheckList } from "./precheck-list";
import { UnsafeGate } from "./unsafe-gate";
import { usePrecheck } from "./use-precheck";

interface PlanMigrationProps {
  machine: MachineKey;
  onClose: () => void;
  onStarted: (operationId: string) => void;
}

export function PlanMigration({ machine, onClose, onStarted }: PlanMigrationProps) {
  const t = useTranslations("migrations.plan");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const row = useMachine(machine);
  const source = useHost(machine.hostId);
  const [plan, dispatch] = useReducer(planned, emptyPlan);
  // One plan is one intent: pressed twice, it is still one migration.
  const [intent] = useState(newIntent);
  const [reason, setReason] = useState("");
  const needed = useReasonNeeded()("machine.migrate");
  const destination = useHost(plan.destinationId ?? "");
  usePrecheck(machine, plan, dispatch);
  const start = useMutation(
    trpc.migrations.start.mutationOptions({ onSuccess: ({ id }) => onStarted(id) }),
  );
  const name = row?.name ?? t("theMachine");
  const submit = () => {
    const options = optionsOf(plan);
    if (plan.destinationId === null || options === null || !canStart(plan)) return;
    const why = reason.trim() === "" ? {} : { reason: reason.trim() };
    start.mutate({ machine, destinationId: plan.destinationId, options, intent, ...why });
  };
  const waitingFor = whyNotYet(plan) ?? (needed && reason.trim() === "" ? "reason" : undefined);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("title", { name })}
      description={t("from", { host: source?.name ?? machine.hostId })}
      closeLabel={common("close")}
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button
            variant="primary"
            busy={start.isPending}
            reason={waitingFor && t(`notYet.${waitingFor}`)}
            onClick={submit}
          >
            {destination ? t("startTo", { host: destination.name }) : t("start")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <section className="flex flex-col gap-2">
          <h3 className="font-medium">{t("destination")}</h3>
          <DestinationList
            machine={machine}
            chosen={plan.destinationId}
            onChoose={(id) => dispatch({ kind: "destination", id })}
          />
        </section>
        {plan.destinationId !== null && <PrecheckList plan={plan} dispatch={dispatch} />}
        {(plan.acceptUnsafe || plan.verdict?.needsUnsafe) && (
          <UnsafeGate
            accepted={plan.acceptUnsafe}
            onAccept={(on) => dispatch({ kind: "acceptUnsafe", on })}
          />
        )}
        <ReasonField value={reason} needed={needed} onChange={setReason} />
        <details>
          <summary className="w-fit font-medium">{t("options")}</summary>
          <div className="pt-3">
            <PlanOptions plan={plan} dispatch={dispatch} />
          </div>
        </details>
        {plan.verdict && (
          <section className="flex flex-col gap-1.5">
            <h3 className="text-sm text-text-2">{t("command")}</h3>
            <CodeBlock text={plan.verdict.command} label={t("copyCommand")} wrap />
          </section>
        )}
        {start.error && <ProblemAlert problem={problemOf(start.error)} />}
      </div>
    </Dialog>
  );
}

/** Why "Migrate" cannot be pressed yet, as a message key. */
function whyNotYet(plan: Plan) {
  if (plan.destinationId === null) return "destination";
  if (canStart(plan)) return undefined;
  if (optionsOf(plan) === null) return "options";
  if (plan.checking || (plan.verdict === null && plan.broken === null)) return "checking";
  return plan.verdict?.needsUnsafe ? "unsafe" : "stopped";
}
