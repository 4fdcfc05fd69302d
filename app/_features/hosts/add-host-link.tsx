"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { useRightReason } from "@/app/_components/use-right-reason";
import { Button, type ButtonProps } from "@/app/_ui/button";

/** The way to "Add hosts", or the reason why it is closed to this person. */
export function AddHostLink({
  variant,
  children,
}: {
  variant?: ButtonProps["variant"];
  children: ReactNode;
}) {
  const reason = useRightReason("host.manage", { kind: "fleet" });
  const look = variant === undefined ? {} : { variant };
  if (reason !== undefined)
    return (
      <Button {...look} reason={reason}>
        {children}
      </Button>
    );
  return (
    <Button {...look} asChild>
      <Link href="/hosts/new">{children}</Link>
    </Button>
  );
}
