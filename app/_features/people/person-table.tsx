"use client";
import { MoreHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "@/app/_lib/use-format";
import { Badge } from "@/app/_ui/badge";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/app/_ui/dropdown-menu";
import { IconButton } from "@/app/_ui/icon-button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/app/_ui/table";
import type { PersonRow } from "@/server/people/types";
import { AskPersonDialog, type PersonQuestion } from "./ask-person-dialog";
import { RenamePersonDialog } from "./rename-person-dialog";

type Asked = { person: PersonRow; what: PersonQuestion | "rename" };

export function PersonTable({ people }: { people: readonly PersonRow[] }) {
  const t = useTranslations("people.table");
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <Table>
        <TableHead>
          <TableRow>
            <TableHeader>{t("name")}</TableHeader>
            <TableHeader>{t("groups")}</TableHeader>
            <TableHeader>{t("factors")}</TableHeader>
            <TableHeader className="max-md:hidden">{t("seen")}</TableHeader>
            <TableHeader>
              <span className="sr-only">{t("actions")}</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {people.map((person) => (
            <PersonLine
              key={person.id}
              person={person}
              onAsk={(what) => setAsked({ person, what })}
            />
          ))}
        </TableBody>
      </Table>
      {asked?.what === "rename" && <RenamePersonDialog person={asked.person} onClose={close} />}
      {asked && asked.what !== "rename" && (
        <AskPersonDialog person={asked.person} what={asked.what} onClose={close} />
      )}
    </>
  );
}

interface PersonLineProps {
  person: PersonRow;
  onAsk: (what: Asked["what"]) => void;
}

function PersonLine({ person, onAsk }: PersonLineProps) {
  const t = useTranslations("people.table");
  const format = useFormat();
  const off = person.disabledAtMs !== null;
  return (
    <TableRow className={off ? "text-text-3" : undefined}>
      <TableCell>
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{person.name}</span>
          {person.isYou && <Badge>{t("you")}</Badge>}
          {person.isOwner && <Badge>{t("owner")}</Badge>}
          {off && <Badge>{t("disabled")}</Badge>}
        </span>
      </TableCell>
      <TableCell>{person.groups.map(({ name }) => name).join(", ")}</TableCell>
      <TableCell>
        <Factors person={person} />
      </TableCell>
      <TableCell className="max-md:hidden">
        {person.seenAtMs === null ? t("never") : format.ago(person.seenAtMs)}
      </TableCell>
      <TableCell className="text-right">
        <PersonMenu person={person} onAsk={onAsk} />
      </TableCell>
    </TableRow>
  );
}

function Factors({ person: { factors } }: { person: PersonRow }) {
  const t = useTranslations("people.table");
  const has = [
    ...(factors.totp ? [t("app")] : []),
    ...(factors.passkeys > 0 ? [t("passkeys", { count: factors.passkeys })] : []),
  ];
  return has.length > 0 ? has.join(", ") : <span className="text-text-3">{t("none")}</span>;
}

function PersonMenu({ person, onAsk }: PersonLineProps) {
  const t = useTranslations("people.table");
  const hasFactors = person.factors.totp || person.factors.passkeys > 0;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label={t("more", { name: person.name })}>
          <MoreHorizontal aria-hidden="true" />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => onAsk("rename")}>{t("rename")}</DropdownMenuItem>
        {hasFactors && (
          <DropdownMenuItem onSelect={() => onAsk("resetFactors")}>
            {t("resetFactors")}
          </DropdownMenuItem>
        )}
        {person.disabledAtMs === null ? (
          <DropdownMenuItem onSelect={() => onAsk("disable")}>{t("disable")}</DropdownMenuItem>
        ) : (
          <DropdownMenuItem onSelect={() => onAsk("enable")}>{t("enable")}</DropdownMenuItem>
        )}
        <DropdownMenuSeparator />
        <DropdownMenuItem danger onSelect={() => onAsk("remove")}>
          {t("remove")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
