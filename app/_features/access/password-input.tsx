"use client";
import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { IconButton } from "@/app/_ui/icon-button";
import { Input } from "@/app/_ui/input";

/** A password field that can be read while typing and pasted into. */
export function PasswordInput(props: ComponentProps<"input">) {
  const t = useTranslations("access.password");
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <div className="relative">
      <Input {...props} type={shown ? "text" : "password"} className="pr-9" spellCheck={false} />
      <IconButton
        size="sm"
        label={shown ? t("hide") : t("show")}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute top-1 right-1"
      >
        <Icon aria-hidden="true" />
      </IconButton>
    </div>
  );
}
