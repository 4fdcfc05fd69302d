"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef } from "react";
import { Button } from "../_ui/button";
import { Dialog } from "../_ui/dialog";

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Verb and object: "Force off web-01". */
  confirmLabel: ReactNode;
  onConfirm: () => void;
  danger?: boolean;
  busy?: boolean;
  /** Why it cannot be confirmed yet. */
  reason?: string | undefined;
  children?: ReactNode;
}

/** Asks before what cannot be taken back. The focus starts on Cancel, never on the danger. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useTranslations("common");
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={props.title}
      description={props.description}
      closeLabel={t("close")}
      size="sm"
      alert
      onOpenAutoFocus={(event) => {
        event.preventDefault();
        cancel.current?.focus();
      }}
      footer={
        <>
          <Button ref={cancel} onClick={() => props.onOpenChange(false)}>
            {t("cancel")}
          </Button>
          <Button
            variant={props.danger ? "danger" : "primary"}
            busy={props.busy === true}
            reason={props.reason}
            onClick={props.onConfirm}
          >
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      {props.children}
    </Dialog>
  );
}
