"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { fleet, rights } from "@/app/_lib/fleet/store";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Select } from "@/app/_ui/select";
import { useRefreshRights } from "../rights/use-refresh-rights";

const NONE = "none";

/** Puts machines into a project, or out of every one. */
export function AssignDialog({
  uuids,
  onClose,
}: {
  uuids: readonly string[];
  onClose: () => void;
}) {
  const t = useTranslations("projects.assign");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const refresh = useRefreshRights();
  const projects = useQuery(trpc.projects.list.queryOptions());
  const [chosen, setChosen] = useState(rights.projectOf(uuids[0] ?? "") ?? NONE);
  const assign = useMutation(
    trpc.projects.assign.mutationOptions({ onSuccess: () => refresh().then(onClose) }),
  );
  const first = [...fleet.machines.values()].find(({ uuid }) => uuid === uuids[0]);
  const error = assign.error ?? projects.error;
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => !open && onClose()}
      title={t("title", { count: uuids.length, name: first?.name ?? "" })}
      description={t("why")}
      closeLabel={common("close")}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button
            variant="primary"
            busy={assign.isPending}
            onClick={() =>
              assign.mutate({
                machineUuids: [...uuids],
                projectId: chosen === NONE ? null : chosen,
              })
            }
          >
            {t("submit")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label={t("project")}>
          <Select
            value={chosen}
            placeholder={t("choose")}
            onValueChange={setChosen}
            options={[
              { value: NONE, label: t("none") },
              ...(projects.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
        {error && <ProblemAlert problem={problemOf(error)} />}
      </div>
    </Dialog>
  );
}
