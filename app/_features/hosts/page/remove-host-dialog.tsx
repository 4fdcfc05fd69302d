"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "@/app/_components/confirm-dialog";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import type { HostRow } from "@/server/inventory/types";
import { ReasonField } from "../../audit/reason-field";
import { useReasonNeeded } from "../../audit/use-audit-access";

/** Forgets a host. With running machines on it, its name has to be typed. */
export function RemoveHostDialog({ host, onClose }: { host: HostRow; onClose: () => void }) {
  const t = useTranslations("hosts.remove");
  const trpc = useTRPC();
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const remove = useMutation(
    trpc.hosts.remove.mutationOptions({ onSuccess: () => router.push("/hosts") }),
  );
  const mustType = host.runningCount > 0;
  const [reason, setReason] = useState("");
  const needed = useReasonNeeded()("host.remove");
  const askWhy = useTranslations("audit.reason");
  const why = reason.trim() === "" ? {} : { reason: reason.trim() };
  const typedIt = !mustType || typed.trim() === host.name;
  const unsaid = needed && reason.trim() === "" ? askWhy("first") : undefined;
  const notYet = typedIt ? unsaid : t("typeFirst", { name: host.name });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("title", { name: host.name })}
      description={t("what")}
      confirmLabel={t("confirm", { name: host.name })}
      danger
      busy={remove.isPending || remove.isSuccess}
      reason={notYet}
      onConfirm={() => remove.mutate({ hostId: host.id, ...why })}
    >
      <div className="flex flex-col gap-3">
        <p>{t("impact", { machines: host.machineCount, running: host.runningCount })}</p>
        {mustType && (
          <Field label={t("type", { name: host.name })}>
            <Input value={typed} onChange={(event) => setTyped(event.target.value)} />
          </Field>
        )}
        <ReasonField value={reason} needed={needed} onChange={setReason} />
        {remove.error && <ProblemAlert problem={problemOf(remove.error)} />}
      </div>
    </ConfirmDialog>
  );
}
