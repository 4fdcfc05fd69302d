"use client";
import { Languages, Moon, Rows3 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Density, Locale, Theme } from "@/server/access/schema";
import { usePreferences } from "../../settings/use-preferences";
import { aliases } from "./aliases";
import type { PaletteItem } from "./palette-item";

const themes: readonly Theme[] = ["system", "light", "dark"];
const languages: readonly Locale[] = ["en", "zh-CN"];
const densities: readonly Density[] = ["comfortable", "compact"];

/** Theme, language and density, kept in the profile. */
export function useLookItems(): () => PaletteItem[] {
  const t = useTranslations("shell.palette");
  const { save } = usePreferences();
  return () => [
    ...themes.map((theme) => ({
      id: `theme:${theme}`,
      group: "look" as const,
      label: t(`theme.${theme}`),
      icon: <Moon />,
      aliases: aliases.theme,
      run: () => save.mutate({ theme }),
    })),
    ...languages.map((locale) => ({
      id: `language:${locale}`,
      group: "look" as const,
      label: t(`language.${locale}`),
      icon: <Languages />,
      aliases: aliases.language,
      run: () => save.mutate({ locale }),
    })),
    ...densities.map((density) => ({
      id: `density:${density}`,
      group: "look" as const,
      label: t(`density.${density}`),
      icon: <Rows3 />,
      aliases: aliases.density,
      run: () => save.mutate({ density }),
    })),
  ];
}
