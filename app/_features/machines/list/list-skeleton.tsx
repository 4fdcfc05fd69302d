import { Skeleton } from "@/app/_ui/skeleton";

const widths = ["w-24", "w-32", "w-20", "w-28", "w-36", "w-26", "w-30", "w-22"] as const;

/** The shape of the list, before it comes. */
export function ListSkeleton() {
  return (
    <div className="pt-8">
      {widths.map((width) => (
        <div
          key={width}
          className="flex h-(--row-height) items-center gap-6 border-border border-b px-3.5"
        >
          <Skeleton className="size-4" />
          <Skeleton className={width} />
          <Skeleton className="w-20" />
          <Skeleton className="hidden w-24 sm:block" />
          <Skeleton className="hidden w-16 md:block" />
        </div>
      ))}
    </div>
  );
}
