import { describe, expect, it } from "vitest";
import { SeriesBuffer } from "./series-buffer";

describe("SeriesBuffer", () => {
  it("keeps the newest samples within its limit", () => {
    const series = new SeriesBuffer(1, 3);
    for (let n = 1; n <= 5; n++) series.push(n * 1000, [n]);
    expect(series.times()).toEqual([3, 4, 5]);
    expect(series.column(0)).toEqual([3, 4, 5]);
  });

  it("keeps a missing value a gap", () => {
    const series = new SeriesBuffer(2);
    series.push(1000, [null]);
    expect([series.last(0), series.last(1)]).toEqual([null, null]);
  });

  it("drops what a resumed feed repeats", () => {
    const series = new SeriesBuffer(1);
    series.push(2000, [1]);
    series.push(2000, [2]);
    series.push(1000, [3]);
    expect(series.column(0)).toEqual([1]);
  });

  it("tells its listeners until they leave", () => {
    const series = new SeriesBuffer(1);
    let told = 0;
    const leave = series.subscribe(() => {
      told++;
    });
    series.push(1000, [1]);
    leave();
    series.push(2000, [1]);
    expect(told).toBe(1);
  });
});
