"use client";
import { type ReactNode, useId } from "react";
import { cn } from "../_lib/cn";
import { FieldContext } from "./field-context";

interface FieldProps {
  label: ReactNode;
  /** Beside the label, quieter: "optional", a unit. */
  aside?: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  hideLabel?: boolean;
  className?: string;
  children: ReactNode;
}

/** Label, control, hint and error, wired to each other for screen readers. */
export function Field(props: FieldProps) {
  const id = useId();
  const invalid = props.error !== undefined && props.error !== null && props.error !== false;
  const describedBy = invalid ? `${id}-error` : props.hint ? `${id}-hint` : undefined;
  return (
    <div className={cn("flex flex-col gap-1.5", props.className)}>
      <label
        htmlFor={id}
        className={props.hideLabel ? "sr-only" : "flex items-baseline gap-2 text-sm text-text-2"}
      >
        {props.label}
        {props.aside && <span className="text-text-3 text-xs">{props.aside}</span>}
      </label>
      <FieldContext value={{ id, describedBy, invalid, required: props.required === true }}>
        {props.children}
      </FieldContext>
      {invalid && (
        <p id={`${id}-error`} role="alert" className="text-err-fg text-sm">
          {props.error}
        </p>
      )}
      {!invalid && props.hint && (
        <p id={`${id}-hint`} className="text-sm text-text-3">
          {props.hint}
        </p>
      )}
    </div>
  );
}
