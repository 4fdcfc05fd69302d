"use client";
import { useMemo } from "react";
import { type XmlTokenKind, xmlLines } from "./xml-tokens";

const colors = {
  text: "",
  tag: "text-accent-text",
  attribute: "text-busy-fg",
  value: "text-run-fg",
  comment: "text-text-3",
  punctuation: "text-text-3",
} as const satisfies Record<XmlTokenKind, string>;

/** Read-only XML with line numbers: every character as text, never as markup of ours. */
export function XmlText({ text, label }: { text: string; label: string }) {
  const lines = useMemo(() => xmlLines(text), [text]);
  return (
    <section aria-label={label} className="flex-1 border-border border-t bg-sunken py-3">
      <table className="mono w-full table-fixed border-collapse leading-5">
        <tbody>
          {lines.map(({ number, tokens }) => (
            <tr key={number}>
              <td
                aria-hidden="true"
                data-line={number}
                className="w-14 select-none pr-4 text-right align-top text-text-3 before:content-[attr(data-line)]"
              />
              <td className="whitespace-pre-wrap break-words pr-6">
                {tokens.map((token) => (
                  <span key={token.at} className={colors[token.kind]}>
                    {token.text}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
