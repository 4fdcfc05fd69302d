"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Pencil, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "@/app/_components/confirm-dialog";
import { Disclosure } from "@/app/_components/disclosure";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { IconButton } from "@/app/_ui/icon-button";
import type { RoleView } from "@/server/rights/views";
import { ActionList } from "./action-list";
import { RoleDialog } from "./role-dialog";
import { useRoleName } from "./role-name";
import { useRefreshRights } from "./use-refresh-rights";

type CustomRole = RoleView & { id: string };
const isCustom = (role: RoleView): role is CustomRole => role.id !== null;

/** What each role contains: those that come with the product, and the installation's own. */
export function RolesSection() {
  const t = useTranslations("rights.roles");
  const trpc = useTRPC();
  const roles = useQuery(trpc.rights.roles.queryOptions());
  const [dialog, setDialog] = useState<{ role: CustomRole | undefined } | null>(null);
  const [removing, setRemoving] = useState<CustomRole | null>(null);
  return (
    <section aria-labelledby="roles" className="border-border border-t">
      <div className="flex items-center gap-3 px-(--gutter) pt-5 pb-2">
        <h2 id="roles" className="font-semibold text-md">
          {t("title")}
        </h2>
        <Button className="ml-auto" onClick={() => setDialog({ role: undefined })}>
          <Plus aria-hidden="true" />
          {t("new")}
        </Button>
      </div>
      {roles.error && (
        <div className="p-(--gutter)">
          <ProblemAlert problem={problemOf(roles.error)} />
        </div>
      )}
      <ul className="pb-6">
        {roles.data?.map((role) => (
          <RoleLine
            key={role.id ?? role.name}
            role={role}
            {...(isCustom(role)
              ? { onChange: () => setDialog({ role }), onRemove: () => setRemoving(role) }
              : {})}
          />
        ))}
      </ul>
      {dialog && <RoleDialog role={dialog.role} onClose={() => setDialog(null)} />}
      {removing && <RemoveRole role={removing} onClose={() => setRemoving(null)} />}
    </section>
  );
}

interface RoleLineProps {
  role: RoleView;
  onChange?: () => void;
  onRemove?: () => void;
}

function RoleLine({ role, onChange, onRemove }: RoleLineProps) {
  const t = useTranslations("rights.roles");
  const nameOf = useRoleName();
  const name = nameOf(role);
  return (
    <li className="flex items-start border-border border-b">
      <Disclosure
        summary={
          <>
            <span className="font-medium">{name}</span>
            <span className="text-sm text-text-3">
              {t("sum", { actions: role.actions.length, grants: role.grants })}
            </span>
          </>
        }
      >
        <ActionList of={role.actions} />
      </Disclosure>
      {onChange && onRemove && (
        <span className="flex gap-1 py-1.5 pr-(--gutter)">
          <IconButton label={t("change", { name })} onClick={onChange}>
            <Pencil aria-hidden="true" />
          </IconButton>
          <IconButton label={t("remove", { name })} onClick={onRemove}>
            <Trash2 aria-hidden="true" />
          </IconButton>
        </span>
      )}
    </li>
  );
}

function RemoveRole({ role, onClose }: { role: CustomRole; onClose: () => void }) {
  const t = useTranslations("rights.roles");
  const trpc = useTRPC();
  const refresh = useRefreshRights();
  const remove = useMutation(
    trpc.rights.deleteRole.mutationOptions({ onSuccess: () => refresh().then(onClose) }),
  );
  return (
    <ConfirmDialog
      open
      danger
      onOpenChange={(open) => !open && onClose()}
      title={t("removeTitle", { name: role.name })}
      confirmLabel={t("remove", { name: role.name })}
      busy={remove.isPending}
      reason={role.grants > 0 ? t("inUse", { grants: role.grants }) : undefined}
      onConfirm={() => remove.mutate({ roleId: role.id })}
    >
      {remove.error && <ProblemAlert problem={problemOf(remove.error)} />}
    </ConfirmDialog>
  );
}
