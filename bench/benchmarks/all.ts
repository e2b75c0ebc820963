import type { Benchmark } from "./benchmark.js";
import { middleware } from "./middleware.js";

export const benchmarks: readonly Benchmark[] = [middleware];
