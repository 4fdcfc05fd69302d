"use client";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_lib/cn";
import { passwordStrength, type Strength } from "./password-strength";

const words = ["tooShort", "weak", "fair", "good", "strong"] as const;
const fills = {
  0: "bg-err-dot",
  1: "bg-err-dot",
  2: "bg-warn-dot",
  3: "bg-run-dot",
  4: "bg-run-dot",
} as const satisfies Record<Strength, string>;

/** Four marks, the word for them, and the one thing that would help. */
export function StrengthMeter({ password, name }: { password: string; name: string }) {
  const t = useTranslations("access.strength");
  if (password === "") return null;
  const { strength, hint } = passwordStrength(password, name);
  return (
    <div className="flex flex-col gap-1">
      <div aria-hidden="true" className="flex gap-1">
        {[1, 2, 3, 4].map((mark) => (
          <span
            key={mark}
            className={cn(
              "h-1 flex-1 rounded-full",
              mark <= Math.max(1, strength) ? fills[strength] : "bg-border",
            )}
          />
        ))}
      </div>
      <p aria-live="polite" className="text-sm text-text-2">
        <span className="font-medium">{t(words[strength])}</span>
        {hint !== "none" && <span className="text-text-3"> {t(`hints.${hint}`)}</span>}
      </p>
    </div>
  );
}
