"use client";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Textarea } from "@/app/_ui/textarea";
import type { ParsedAddress } from "@/server/hosts/types";
import { AddressLines } from "./address-lines";

const PARSE_AFTER_MS = 200;
const EXAMPLE = "ops@kvm-01";
const EXAMPLES = `${EXAMPLE}\nqemu+ssh://root@10.0.0.12:2222/system\nqemu+tls://kvm-03/system`;

interface AddressFormProps {
  first: boolean;
  onStart: (addresses: readonly ParsedAddress[]) => void;
}

export function AddressForm({ first, onStart }: AddressFormProps) {
  const t = useTranslations("hosts.add");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState("");
  const [empty, setEmpty] = useState(false);
  const settled = useSettled(text);
  const parsed = useQuery({
    ...trpc.hosts.parse.queryOptions({ text: settled }),
    enabled: settled.trim() !== "",
    placeholderData: keepPreviousData,
  });
  const lines = text.trim() === "" ? [] : (parsed.data ?? []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setEmpty(text.trim() === "");
    if (text.trim() === "") return field.current?.focus();
    const addresses = await queries
      .fetchQuery(trpc.hosts.parse.queryOptions({ text }))
      .catch(() => undefined);
    if (addresses === undefined) return;
    onStart(addresses);
    const left = addresses.filter((address) => address.problem !== null);
    setText(left.map((address) => address.text).join("\n"));
    if (left.length > 0) field.current?.focus();
  };
  const submitOnCtrlEnter = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit(event);
  };

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <Field
        label={t("addresses")}
        hint={t("addressesHint")}
        error={empty && text.trim() === "" ? t("addressesEmpty") : undefined}
        required
      >
        <Textarea
          ref={field}
          name="addresses"
          className="mono"
          rows={Math.min(10, Math.max(first ? 3 : 1, text.split("\n").length))}
          autoFocus={first}
          autoCapitalize="none"
          value={text}
          placeholder={first ? EXAMPLES : EXAMPLE}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={submitOnCtrlEnter}
        />
      </Field>
      <AddressLines lines={lines} />
      {parsed.error && text.trim() !== "" && <ProblemAlert problem={problemOf(parsed.error)} />}
      <div>
        <Button type="submit" variant={first ? "primary" : "secondary"}>
          {t("connect")}
        </Button>
      </div>
    </form>
  );
}

/** The text once the person pauses: not every keystroke is worth a question. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PARSE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
