"use client";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/app/_components/copy-button";
import { downloadText } from "@/app/_lib/download-text";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";

interface RecoveryCodesDialogProps {
  codes: readonly string[];
  onClose: () => void;
}

/** Shown once. A stray click beside it does not take them away. */
export function RecoveryCodesDialog({ codes, onClose }: RecoveryCodesDialogProps) {
  const t = useTranslations("access.security.recovery");
  const common = useTranslations("common");
  const text = `${codes.join("\n")}\n`;
  return (
    <Dialog
      open
      alert
      onOpenChange={(open) => !open && onClose()}
      title={t("onceTitle")}
      description={t("once")}
      closeLabel={common("close")}
      size="sm"
      footer={
        <>
          <Button
            onClick={() =>
              downloadText(text, { name: "flotilla-recovery-codes.txt", type: "text/plain" })
            }
          >
            <Download aria-hidden="true" />
            {t("download")}
          </Button>
          <Button variant="primary" onClick={onClose}>
            {t("kept")}
          </Button>
        </>
      }
    >
      <div className="relative rounded-md border border-border bg-sunken p-4">
        <ul className="mono grid grid-cols-2 gap-x-6 gap-y-1.5">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <CopyButton text={text} label={t("copy")} className="absolute top-1 right-1 bg-sunken" />
      </div>
    </Dialog>
  );
}
