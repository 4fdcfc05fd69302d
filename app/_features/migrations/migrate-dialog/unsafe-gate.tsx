"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "@/app/_ui/checkbox";

interface UnsafeGateProps {
  accepted: boolean;
  onAccept: (on: boolean) => void;
}

/** What libvirt calls unsafe, in words, and the only way past it. */
export function UnsafeGate({ accepted, onAccept }: UnsafeGateProps) {
  const t = useTranslations("migrations.unsafe");
  return (
    <section className="flex flex-col gap-2.5 rounded-md border border-warn-dot/40 bg-warn-bg p-3">
      <h3 className="font-semibold">{t("title")}</h3>
      <p className="text-text-2">{t("why")}</p>
      <p>{t("instead")}</p>
      <Checkbox
        checked={accepted}
        onCheckedChange={(on) => onAccept(on === true)}
        label={t("accept")}
      />
    </section>
  );
}
