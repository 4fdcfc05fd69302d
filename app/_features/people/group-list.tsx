"use client";
import { useMutation } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ConfirmDialog } from "@/app/_components/confirm-dialog";
import { Disclosure } from "@/app/_components/disclosure";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Checkbox } from "@/app/_ui/checkbox";
import { Field } from "@/app/_ui/field";
import { IconButton } from "@/app/_ui/icon-button";
import { Input } from "@/app/_ui/input";
import type { GroupRow, PersonRow } from "@/server/people/types";
import { useRefreshPeople } from "./use-refresh-people";

interface GroupListProps {
  groups: readonly GroupRow[];
  people: readonly PersonRow[];
}

export function GroupList({ groups, people }: GroupListProps) {
  const t = useTranslations("people.groups");
  const [removing, setRemoving] = useState<GroupRow | null>(null);
  return (
    <div className="flex flex-col gap-3 pb-8">
      {groups.length === 0 && <p className="px-(--gutter) text-text-3">{t("none")}</p>}
      {groups.length > 0 && (
        <ul className="border-border border-t">
          {groups.map((group) => (
            <GroupLine
              key={group.id}
              group={group}
              people={people}
              onRemove={() => setRemoving(group)}
            />
          ))}
        </ul>
      )}
      <NewGroup />
      {removing && <RemoveGroup group={removing} onClose={() => setRemoving(null)} />}
    </div>
  );
}

interface GroupLineProps {
  group: GroupRow;
  people: readonly PersonRow[];
  onRemove: () => void;
}

function GroupLine({ group, people, onRemove }: GroupLineProps) {
  const t = useTranslations("people.groups");
  return (
    <li className="flex items-start border-border border-b">
      <Disclosure
        summary={
          <>
            <span className="font-medium">{group.name}</span>
            <span className="text-sm text-text-3">
              {t("members", { count: group.memberIds.length })} ·{" "}
              {t("grants", { count: group.grantCount })}
            </span>
          </>
        }
      >
        <Members group={group} people={people} />
      </Disclosure>
      <span className="py-1.5 pr-(--gutter)">
        <IconButton label={t("remove", { name: group.name })} onClick={onRemove}>
          <Trash2 aria-hidden="true" />
        </IconButton>
      </span>
    </li>
  );
}

function Members({ group, people }: Omit<GroupLineProps, "onRemove">) {
  const t = useTranslations("people.groups");
  const trpc = useTRPC();
  const refresh = useRefreshPeople();
  const set = useMutation(trpc.people.setMember.mutationOptions({ onSuccess: () => refresh() }));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1.5 text-sm text-text-2">{t("member")}</legend>
      <div className="grid gap-x-6 gap-y-1.5 sm:grid-cols-2 lg:grid-cols-3">
        {people.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={group.memberIds.includes(id)}
            disabled={set.isPending}
            onCheckedChange={(on) =>
              set.mutate({ groupId: group.id, personId: id, member: on === true })
            }
          />
        ))}
      </div>
      {set.error && <ProblemAlert problem={problemOf(set.error)} />}
    </fieldset>
  );
}

function NewGroup() {
  const t = useTranslations("people.groups");
  const trpc = useTRPC();
  const refresh = useRefreshPeople();
  const [name, setName] = useState("");
  const create = useMutation(
    trpc.people.createGroup.mutationOptions({
      onSuccess: () => {
        setName("");
        return refresh();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() && !create.isPending) create.mutate({ name: name.trim() });
  };
  return (
    <form onSubmit={submit} className="flex max-w-100 flex-col gap-2 px-(--gutter)">
      <div className="flex items-end gap-2">
        <Field label={t("new")} className="flex-1">
          <Input
            placeholder={t("name")}
            maxLength={64}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Button type="submit" busy={create.isPending}>
          {t("create")}
        </Button>
      </div>
      {create.error && <ProblemAlert problem={problemOf(create.error)} />}
    </form>
  );
}

function RemoveGroup({ group, onClose }: { group: GroupRow; onClose: () => void }) {
  const t = useTranslations("people.groups");
  const trpc = useTRPC();
  const refresh = useRefreshPeople();
  const remove = useMutation(
    trpc.people.removeGroup.mutationOptions({ onSuccess: () => refresh().then(onClose) }),
  );
  return (
    <ConfirmDialog
      open
      danger
      onOpenChange={(open) => !open && onClose()}
      title={t("removeTitle", { name: group.name })}
      description={t("removeWhy")}
      confirmLabel={t("remove", { name: group.name })}
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ groupId: group.id })}
    >
      {remove.error && <ProblemAlert problem={problemOf(remove.error)} />}
    </ConfirmDialog>
  );
}
