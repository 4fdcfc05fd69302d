import { useTranslations } from "next-intl";

export function SkipLink() {
  const t = useTranslations("shell");
  return (
    <a
      href="#main"
      className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-text focus:px-3 focus:py-1.5 focus:text-canvas"
    >
      {t("skip")}
    </a>
  );
}
