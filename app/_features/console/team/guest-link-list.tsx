"use client";
import { useTranslations } from "next-intl";
import { Ago } from "@/app/_components/ago";
import { useFormat } from "@/app/_lib/use-format";
import { Button } from "@/app/_ui/button";
import type { GuestLink } from "@/server/consoles/types";

interface GuestLinkListProps {
  links: readonly GuestLink[];
  onRevoke: (linkId: string) => void;
}

/** The links that still let somebody in. */
export function GuestLinkList({ links, onRevoke }: GuestLinkListProps) {
  const t = useTranslations("console.guest");
  const format = useFormat();
  if (links.length === 0) return <p className="text-sm text-text-3">{t("none")}</p>;
  return (
    <section className="flex flex-col gap-1">
      <h3 className="text-sm text-text-2">{t("standing")}</h3>
      <ul className="divide-y divide-border rounded-md border border-border">
        {links.map((link) => (
          <li key={link.id} className="flex items-center gap-3 px-3 py-2">
            <div className="min-w-0 flex-1">
              <p>{t("until", { time: format.clock(link.expiresAtMs) })}</p>
              <p className="truncate text-sm text-text-3">
                {t("by", { name: link.makerName })} · {t("uses", { count: link.uses })}
                {link.lastUsedAtMs !== null && (
                  <>
                    {" · "}
                    <Ago atMs={link.lastUsedAtMs} />
                  </>
                )}
              </p>
            </div>
            <Button
              size="sm"
              aria-label={t("revokeOne", { time: format.clock(link.expiresAtMs) })}
              onClick={() => onRevoke(link.id)}
            >
              {t("revoke")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
