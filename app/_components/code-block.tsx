import { cn } from "../_lib/cn";
import { ScrollArea } from "../_ui/scroll-area";
import { CopyButton } from "./copy-button";

interface CodeBlockProps {
  text: string;
  /** What the text is, for the copy button and the region's name. */
  label: string;
  wrap?: boolean;
  className?: string;
}

/** Plain text as it is, with a copy button. Never markup: what hosts say is shown here. */
export function CodeBlock({ text, label, wrap, className }: CodeBlockProps) {
  return (
    <div className={cn("relative rounded-md border border-border bg-sunken", className)}>
      <ScrollArea label={label} className="max-h-100">
        <pre
          className={cn(
            "mono w-fit min-w-full py-2 pr-9 pl-3 text-text-2",
            wrap && "w-full whitespace-pre-wrap break-all",
          )}
        >
          {text}
        </pre>
      </ScrollArea>
      <CopyButton text={text} label={label} className="absolute top-1 right-1 bg-sunken" />
    </div>
  );
}
