import type { Benchmark } from "./benchmark.js";
import { hop } from "./hop.js";
import { middlewareOnBotbuilder, middlewareOnBotkit } from "./middleware.js";
import { thereAndBack } from "./there-and-back.js";
import { wholeStack } from "./whole-stack.js";

export const benchmarks: readonly Benchmark[] = [
	middlewareOnBotbuilder,
	middlewareOnBotkit,
	wholeStack,
	hop,
	thereAndBack,
];
