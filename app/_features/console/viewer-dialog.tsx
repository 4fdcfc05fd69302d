"use client";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { CodeBlock } from "@/app/_components/code-block";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { downloadText } from "@/app/_lib/download-text";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import type { MachineRow } from "@/server/inventory/types";

interface ViewerDialogProps {
  row: MachineRow;
  onClose: () => void;
}

/** Hands the display to virt-viewer on the reader's own machine. */
export function ViewerDialog({ row, onClose }: ViewerDialogProps) {
  const t = useTranslations("console.viewer");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const machine = { hostId: row.hostId, uuid: row.uuid };
  const file = useMutation(
    trpc.consoles.createViewerFile.mutationOptions({
      onSuccess: ({ text }) =>
        downloadText(text, { name: `${row.name}.vv`, type: "application/x-virt-viewer" }),
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("title", { name: row.name })}
      description={t("lead")}
      closeLabel={common("close")}
      footer={
        <Button variant="primary" busy={file.isPending} onClick={() => file.mutate({ machine })}>
          <Download aria-hidden="true" />
          {t("download")}
        </Button>
      }
    >
      {file.error && <ProblemAlert problem={problemOf(file.error)} />}
      {file.data && (
        <div role="status" className="flex flex-col gap-2">
          {file.data.tunnel && (
            <>
              <p>{t("tunnel")}</p>
              <CodeBlock text={file.data.tunnel} label={t("tunnelLabel")} wrap />
            </>
          )}
          <p className="text-text-2">{file.data.hasPassword ? t("minute") : t("noPassword")}</p>
        </div>
      )}
    </Dialog>
  );
}
