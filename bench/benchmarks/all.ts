import type { Benchmark } from "./benchmark.js";
import { hop } from "./hop.js";
import { middleware } from "./middleware.js";
import { thereAndBack } from "./there-and-back.js";
import { wholeStack } from "./whole-stack.js";

export const benchmarks: readonly Benchmark[] = [middleware, wholeStack, hop, thereAndBack];
