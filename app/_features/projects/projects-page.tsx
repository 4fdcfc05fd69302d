"use client";
import { useQuery } from "@tanstack/react-query";
import { MoreHorizontal, Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { useRightReason } from "@/app/_components/use-right-reason";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/app/_ui/dropdown-menu";
import { IconButton } from "@/app/_ui/icon-button";
import { PageHeader } from "@/app/_ui/page-header";
import { Skeleton } from "@/app/_ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/app/_ui/table";
import type { ProjectView } from "@/server/projects/types";
import { DeleteProjectDialog } from "./delete-project-dialog";
import { ProjectNameDialog } from "./project-name-dialog";

type Asked = { kind: "make" } | { kind: "rename" | "delete"; project: ProjectView };

/** Machines put together so that rights can be given on all of them at once. */
export function ProjectsPage() {
  const t = useTranslations("projects.page");
  const trpc = useTRPC();
  const projects = useQuery(trpc.projects.list.queryOptions());
  const reason = useRightReason("access.manage", { kind: "fleet" });
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const make = (
    <Button variant="primary" reason={reason} onClick={() => setAsked({ kind: "make" })}>
      <Plus aria-hidden="true" />
      {t("make")}
    </Button>
  );
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader title={t("title")} aside={projects.data?.length} actions={make}>
        <p className="max-w-160 text-text-2">{t("what")}</p>
      </PageHeader>
      <div className="border-border border-t" />
      {projects.isPending && (
        <StateView kind="loading" skeleton={<Skeleton className="m-(--gutter) h-24" />} />
      )}
      {projects.error && (
        <div className="p-(--gutter)">
          <ProblemAlert
            problem={problemOf(projects.error)}
            actions={<Button onClick={() => projects.refetch()}>{t("retry")}</Button>}
          />
        </div>
      )}
      {projects.data?.length === 0 && (
        <StateView kind="empty-first" title={t("emptyTitle")}>
          {t("emptyWhy")}
        </StateView>
      )}
      {projects.data && projects.data.length > 0 && (
        <ProjectTable projects={projects.data} reason={reason} onAsk={setAsked} />
      )}
      {asked?.kind === "make" && <ProjectNameDialog onClose={close} />}
      {asked?.kind === "rename" && <ProjectNameDialog project={asked.project} onClose={close} />}
      {asked?.kind === "delete" && <DeleteProjectDialog project={asked.project} onClose={close} />}
    </div>
  );
}

interface ProjectTableProps {
  projects: readonly ProjectView[];
  reason: string | undefined;
  onAsk: (asked: Asked) => void;
}

function ProjectTable({ projects, reason, onAsk }: ProjectTableProps) {
  const t = useTranslations("projects.page");
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableHeader>{t("name")}</TableHeader>
          <TableHeader className="text-right">{t("machines")}</TableHeader>
          <TableHeader className="text-right">{t("grants")}</TableHeader>
          <TableHeader>
            <span className="sr-only">{t("actions")}</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {projects.map((project) => (
          <TableRow key={project.id}>
            <TableCell className="font-medium">
              <Link
                href={`/machines?q=${encodeURIComponent(`project:"${project.name}"`)}`}
                className="hover:underline"
              >
                {project.name}
              </Link>
            </TableCell>
            <TableCell className="text-right tabular-nums">{project.machineUuids.length}</TableCell>
            <TableCell className="text-right tabular-nums">{project.grants}</TableCell>
            <TableCell className="text-right">
              <DropdownMenu>
                <DropdownMenuTrigger asChild>
                  <IconButton label={t("more", { name: project.name })}>
                    <MoreHorizontal aria-hidden="true" />
                  </IconButton>
                </DropdownMenuTrigger>
                <DropdownMenuContent align="end">
                  <DropdownMenuItem
                    reason={reason}
                    onSelect={() => onAsk({ kind: "rename", project })}
                  >
                    {t("rename")}
                  </DropdownMenuItem>
                  <DropdownMenuSeparator />
                  <DropdownMenuItem
                    danger
                    reason={reason}
                    onSelect={() => onAsk({ kind: "delete", project })}
                  >
                    {t("delete")}
                  </DropdownMenuItem>
                </DropdownMenuContent>
              </DropdownMenu>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
