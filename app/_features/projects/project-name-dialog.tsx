"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import type { ProjectView } from "@/server/projects/types";
import { useRefreshRights } from "../rights/use-refresh-rights";

interface ProjectNameDialogProps {
  /** Absent: a new one. */
  project?: ProjectView;
  onClose: () => void;
}

export function ProjectNameDialog({ project, onClose }: ProjectNameDialogProps) {
  const t = useTranslations("projects.name");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const refresh = useRefreshRights();
  const [name, setName] = useState(project?.name ?? "");
  const done = { onSuccess: () => refresh().then(onClose) };
  const create = useMutation(trpc.projects.create.mutationOptions(done));
  const rename = useMutation(trpc.projects.rename.mutationOptions(done));
  const error = create.error ?? rename.error;
  const good = name.trim() !== "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!good) return;
    if (project) rename.mutate({ projectId: project.id, name: name.trim() });
    else create.mutate({ name: name.trim() });
  };
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => !open && onClose()}
      title={project ? t("rename", { name: project.name }) : t("make")}
      closeLabel={common("close")}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button
            type="submit"
            form="project-name"
            variant="primary"
            busy={create.isPending || rename.isPending}
            reason={good ? undefined : t("nameFirst")}
          >
            {project ? t("save") : t("make")}
          </Button>
        </>
      }
    >
      <form id="project-name" onSubmit={submit} noValidate className="flex flex-col gap-3">
        <Field label={t("label")} required>
          <Input
            autoFocus
            maxLength={64}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        {error && <ProblemAlert problem={problemOf(error)} />}
      </form>
    </Dialog>
  );
}
