"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/app/_components/confirm-dialog";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import type { ProjectView } from "@/server/projects/types";
import { useRefreshRights } from "../rights/use-refresh-rights";

interface DeleteProjectDialogProps {
  project: ProjectView;
  onClose: () => void;
}

export function DeleteProjectDialog({ project, onClose }: DeleteProjectDialogProps) {
  const t = useTranslations("projects.delete");
  const trpc = useTRPC();
  const refresh = useRefreshRights();
  const remove = useMutation(
    trpc.projects.delete.mutationOptions({ onSuccess: () => refresh().then(onClose) }),
  );
  return (
    <ConfirmDialog
      open
      danger
      onOpenChange={(open) => !open && onClose()}
      title={t("title", { name: project.name })}
      description={t("impact", { machines: project.machineUuids.length, grants: project.grants })}
      confirmLabel={t("confirm", { name: project.name })}
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ projectId: project.id })}
    >
      {remove.error && <ProblemAlert problem={problemOf(remove.error)} />}
    </ConfirmDialog>
  );
}
