"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";

type CodeKind = "totp" | "recovery";

interface FactorFieldsProps {
  kinds: readonly CodeKind[];
  busy: boolean;
  onProof: (proof: { kind: CodeKind; code: string }) => void;
}

/** A code of the app, or one of those kept for when the phone is gone. */
export function FactorFields({ kinds, busy, onProof }: FactorFieldsProps) {
  const t = useTranslations("access.factor");
  const [kind, setKind] = useState<CodeKind>(kinds[0] ?? "totp");
  const [code, setCode] = useState("");
  const other = kinds.find((known) => known !== kind);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() && !busy) onProof({ kind, code: code.trim() });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <Field label={t(kind)} required>
        <Input
          key={kind}
          className="mono"
          autoFocus
          autoComplete="one-time-code"
          inputMode={kind === "totp" ? "numeric" : "text"}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={busy}>
        {t("submit")}
      </Button>
      {other && (
        <Button variant="link" onClick={() => setKind(other)}>
          {t(other === "totp" ? "useTotp" : "useRecovery")}
        </Button>
      )}
    </form>
  );
}
