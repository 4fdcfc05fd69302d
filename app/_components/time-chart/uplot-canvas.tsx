"use client";
import "uplot/dist/uPlot.min.css";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import { type ChartLook, chartOptions } from "./chart-options";
import type { SeriesBuffer } from "./series-buffer";

interface CanvasProps {
  buffer: SeriesBuffer;
  look: ChartLook;
  height: number;
}

/** uPlot, made once; data goes to it past React. `look` must keep its identity. */
export function UplotCanvas({ buffer, look, height }: CanvasProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = element.current;
    if (box === null) return;
    const width = () => Math.max(80, Math.floor(box.clientWidth));
    const plot = new uPlot(
      chartOptions(look, { width: width(), height }),
      dataOf(buffer, look),
      box,
    );
    const leave = buffer.subscribe(() => plot.setData(dataOf(buffer, look)));
    const resized = new ResizeObserver(() => plot.setSize({ width: width(), height }));
    resized.observe(box);
    const themed = new MutationObserver(() => plot.redraw(true, true));
    themed.observe(document.documentElement, { attributeFilter: ["class"] });
    return () => {
      leave();
      resized.disconnect();
      themed.disconnect();
      plot.destroy();
    };
  }, [buffer, look, height]);
  return (
    <div ref={element} aria-hidden="true" className="w-full overflow-hidden" style={{ height }} />
  );
}

function dataOf(buffer: SeriesBuffer, look: ChartLook): uPlot.AlignedData {
  return [[...buffer.times()], ...look.series.map((line) => [...buffer.column(line.column)])];
}
